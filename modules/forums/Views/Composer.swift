import GRDB
import Kit
import Templating

/// What is being written, and where it goes.
enum Purpose {
  case thread(in: Category)
  case reply(to: Thread)
  case edit(Post, in: Thread, edits: Int)

  /// The category that it lies in, or will.
  var place: Scope {
    switch self {
    case .thread(let category): category.scope
    case .reply(let thread), .edit(_, let thread, _): thread.scope
    }
  }
}

/// The form in which a post is written: what the template `partials/composer` shows.
struct Composer: Renderable {
  let purpose: Purpose
  let draft: Draft
  let voices: [Voice]
  var preview: Html?

  var value: Value {
    [
      "action": action, "label": label, "name": "text", "text": draft.text, "error": draft.errors.text,
      "submit": submit, "preview": "/forums/preview?\(target)", "previewHtml": preview,
      "speakers": voices.map(choice), "hasSpeakers": voices.count > 1, "speaker": speaker,
      "hint": "You can use Markdown.", "maxLength": Draft.longestText,
      "hidden": hidden,
    ]
  }

  private var action: String {
    switch purpose {
    case .thread(let category): "\(category.address)/new"
    case .reply(let thread): "\(thread.address)/reply"
    case .edit(let post, _, _): "/forums/post/\(post.id)/edit"
    }
  }

  /// Tells the preview which form to show again.
  private var target: String {
    switch purpose {
    case .thread(let category): "category=\(category.id)"
    case .reply(let thread): "thread=\(thread.id)"
    case .edit(let post, _, _): "post=\(post.id)"
    }
  }

  private var label: String {
    switch purpose {
    case .thread: "What you want to say"
    case .reply: "Your reply"
    case .edit: "Your post"
    }
  }

  private var submit: String {
    switch purpose {
    case .thread: "Begin the thread"
    case .reply: "Reply"
    case .edit: "Save"
    }
  }

  private var hidden: [Value] {
    var fields = [field("nonce", draft.nonce), field("seen", String(draft.seen))]
    if case .edit(_, _, let edits) = purpose { fields.append(field("edits", String(edits))) }
    return fields
  }

  private func field(_ name: String, _ value: String) -> Value { ["name": name, "value": value] }

  private func choice(_ voice: Voice) -> Value {
    ["value": voice.key, "name": voice.name, "current": voice.key == draft.voice]
  }

  private var speaker: Speaker? {
    let voice = voices.first { $0.key == draft.voice } ?? voices.first
    return voice.map { Speaker(name: $0.name, handle: "", pronouns: $0.pronouns, color: $0.color) }
  }
}
