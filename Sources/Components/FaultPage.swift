import HTTPTypes
import Kit
import Templating

/// What a person sees when something could not be done: what happened, what was kept, what to do.
struct FaultPage {
  let fault: Fault
  let request: Request
  /// Whether one of our own pages sent it: of what another site sent not even the body is read.
  let isOwn: Bool

  /// Fields of forms whose text somebody would miss, in the order of preference.
  private static let texts = ["body", "text", "message", "description", "title"]

  var data: Value {
    [
      "status": fault.status.code, "title": title,
      "message": Self.sentence(of: fault),
      "kept": kept, "actions": actions, "requestId": request.id,
    ]
  }

  private var title: String { Self.words[fault.status.code]?.title ?? fault.status.reasonPhrase }

  /// Its own, or that of its status.
  static func sentence(of fault: Fault) -> String {
    fault.message.isEmpty ? words[fault.status.code]?.sentence ?? "" : fault.message
  }

  private static let words: [Int: (title: String, sentence: String)] = [
    400: (
      "That could not be read", "What your browser sent makes no sense to us. Please go back and try again."
    ),
    401: ("Please sign in", "You are not signed in, or no longer."),
    403: ("Not for you", "You may not do this. If you think you should, ask the people who run the site."),
    404: ("Nothing here", "There is no page at this address, or it is not for you to see."),
    405: ("Not this way", "This address exists, but not for what you tried."),
    413: ("Too large", "What you sent is larger than this address takes."),
    415: ("Not a form", "This address takes forms only."),
    422: ("That did not fit", "Something in what you sent needs another look."),
    429: ("A little slower", "That was a lot in a short time. Please wait a moment and try again."),
    500: ("Something went wrong here", "It is our fault, not yours, and it has been written down."),
    503: ("Closed for a moment", "The site is busy or being looked after. Please try again shortly."),
  ]

  private var actions: [Value] {
    let home: Value = ["title": "Go to the front page", "href": "/"]
    guard fault.status == .unauthorized else { return [home] }
    let back = request.method == .get ? request.target : "/"
    return [["title": "Sign in", "href": "/sign-in?next=\(Percent.encode(back))"], home]
  }

  /// The same form may pass later.
  private var mayRepeat: Bool { fault.status == .unauthorized || fault.status == .tooManyRequests }

  /// The longest text of the form that was refused, to be sent again or copied.
  private var kept: Value {
    // A form that can't be read has nothing to show again.
    guard isOwn, request.method == .post, let form = try? request.form() else { return .null }
    let typed = Self.texts.first { !form[$0].isEmpty }
    guard let typed else { return .null }
    let others: [Value] = form.fields.pairs.filter { $0.name != typed && !$0.name.contains("password") }
      .map { ["name": $0.name, "value": $0.value] }
    return [
      "text": form[typed], "name": typed,
      "action": mayRepeat ? request.target : nil as String?,
      "hidden": others,
    ]
  }
}
