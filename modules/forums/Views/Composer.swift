import GRDB
import Kit
import Templating

/// What is being written, and where it goes.
enum Purpose {
  case thread(in: Category)
  case reply(to: Thread)
  /// `saw` is the mark of what the form showed of it.
  case edit(Post, in: Thread, saw: String)

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
  let speakers: Speakers
  var preview: Html?
  /// What the draft comes to, as far as a preview knows.
  var speech: Speech?

  enum Speakers {
    case of(Voices)
    /// Nobody chooses: this is who wrote it.
    case written(by: Speaker)
  }

  var value: Value {
    [
      "action": action, "label": label, "name": "text", "text": draft.text, "error": draft.errors.text,
      "submit": submit, "preview": "/forums/preview?\(target)", "previewHtml": preview,
      "voices": speakerField,
      "hint": "You can use Markdown.", "maxLength": Draft.longestText,
      "hidden": hidden, "isEdit": isEdit,
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
    guard case .edit(_, _, let saw) = purpose else {
      return [field("nonce", draft.nonce), field("seen", String(draft.seen))]
    }
    return saw.isEmpty ? [] : [field(Sight.field, saw)]
  }

  /// A browser that loads the page again shows what stands there then, not what was typed beside an older text.
  private var isEdit: Bool { if case .edit = purpose { true } else { false } }

  private func field(_ name: String, _ value: String) -> Value { ["name": name, "value": value] }

  private var speakerField: Value {
    switch speakers {
    case .of(let voices):
      SpeakerField(voices, draft.choice, hesitation: draft.hesitation, speech: speech).value
    case .written(let speaker): ["hasChoice": false, "speaker": speaker]
    }
  }

  var voices: Voices? { if case .of(let voices) = speakers { voices } else { nil } }
}
