import Kit
import Templating

/// The page on which something is written: a new thread, a reply shown again, an edit. Previews and forms
/// with errors come back to it with everything that was typed.
struct WritePage: Renderable {
  let composer: Composer

  var value: Value {
    [
      "heading": heading, "trail": trail, "composer": composer, "titleField": titleField,
      "errors": [
        composer.draft.errors.title.map { ["text": $0, "href": "#title"] as Value },
        composer.draft.errors.text.map { ["text": $0, "href": "#text"] as Value },
        composer.draft.hesitation.map { ["text": $0.sentence, "href": "#speaker"] as Value },
      ].compactMap { $0 },
      "hasErrors": !composer.draft.errors.isEmpty || composer.draft.hesitation != nil,
    ]
  }

  private var heading: String {
    switch composer.purpose {
    case .thread: "Begin a thread"
    case .reply: "Your reply"
    case .edit(let post, _, _): "Edit post #\(post.number)"
    }
  }

  private var trail: Trail {
    switch composer.purpose {
    case .thread(let category): Trail((category.name, category.address))
    case .reply(let thread), .edit(_, let thread, _):
      Trail((thread.categoryName, thread.categoryAddress), (thread.title, thread.address))
    }
  }

  private var titleField: Value? {
    composer.draft.title.map {
      [
        "name": "title", "label": "Title", "type": "text", "value": $0, "hint": Value.null,
        "error": composer.draft.errors.title, "required": true, "autocomplete": "off",
      ]
    }
  }
}
