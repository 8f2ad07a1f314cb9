import HTTPTypes
import Kit
import Templating

/// What a person sees when something could not be done: what happened, what was kept, what to do.
struct FaultPage {
  let fault: Fault
  let request: Request
  private let site: CrossSite
  /// Whether one of our own pages sent it: of what another site sent not even the body is read.
  private let isOwn: Bool

  init(_ fault: Fault, _ request: Request, _ settings: Settings) {
    (self.fault, self.request, site) = (fault, request, CrossSite(settings))
    isOwn = site.allows(request) || site.isElsewhere(request)
  }

  var data: Value {
    let kept = KeptText(request, isOwn: isOwn)
    return [
      "status": fault.status.code, "title": title, "message": message,
      "note": kept == nil ? nil : note, "kept": kept.map { $0.value(again: again) },
      "actions": actions, "requestId": request.id,
    ]
  }

  private var message: String {
    let isGone = fault.status == .notFound && request.method == .post && fault.message.isEmpty
    return isGone ? Self.goneSentence : Self.sentence(of: fault)
  }

  private static let goneSentence =
    "What this belongs to is not here any more, or it is not for you to see. Nothing was changed."

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
    409: ("Not as it was", "Something has changed since you opened the page. Please look at it once more."),
    413: ("Too large", "What you sent is larger than this address takes."),
    415: ("Not a form", "This address takes forms only."),
    422: ("That did not fit", "Something in what you sent needs another look."),
    429: ("A little slower", "That was a lot in a short time. Please wait a moment and try again."),
    500: ("Something went wrong here", "It is our fault, not yours, and it has been written down."),
    503: ("Closed for a moment", "The site is busy or being looked after. Please try again shortly."),
  ]

  private var actions: [Value] {
    let home: Value = ["title": "Go to the front page", "href": "/", "isApart": false]
    guard fault.status == .unauthorized else { return [home] }
    let href = "/sign-in?next=\(Percent.encode(back))"
    guard request.method == .post else {
      return [["title": "Sign in", "href": href, "isApart": false], home]
    }
    return [["title": "Sign in, in a new tab", "href": href, "isApart": true], home]
  }

  /// The page that the form stood on.
  private var back: String {
    request.method == .post ? site.page(before: request) ?? "/" : request.target
  }

  /// How what was written gets to where it should, where that is not the button's own name.
  private var note: String? {
    fault.status == .unauthorized ? "Sign in in a new tab, come back to this one, and send it again." : nil
  }

  /// The same form may pass later, or in the name of who is signed in now.
  private var again: KeptText.Again? {
    if request.isForAnother { return request.viewer.account.map { .instead($0.name) } }
    return fault.status == .unauthorized || fault.status == .tooManyRequests ? .same : nil
  }
}

extension Fault {
  static func madeForAnother(_ viewer: Viewer) -> Fault {
    Fault(
      .conflict,
      "This page was opened while somebody else was signed in. Now it is \(viewer.account?.name ?? "you"), "
        + "so nothing was done.")
  }
}
