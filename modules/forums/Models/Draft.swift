import Kit

/// What somebody typed, as it came; shown again whenever it can't be kept as a post.
struct Draft {
  /// nil where the form has no title.
  var title: String?
  var text: String
  /// Who shall speak.
  var choice = SpeakerChoice()
  /// Why nobody does yet.
  var hesitation: Hesitation?
  /// Random, made with the form: the same form sent twice is one post.
  var nonce: String
  /// The last number the writer could see when the form was made.
  var seen: Int
  var errors = Errors()

  struct Errors {
    var title: String?
    var text: String?
    var isEmpty: Bool { title == nil && text == nil }
  }

  /// cmark-gfm takes its time with a lot of nesting; this bounds it, and is a long letter.
  static let longestText = 32_768

  init(seen: Int = 0, title: String? = nil, text: String = "") {
    self.title = title
    self.text = text
    self.seen = seen
    nonce = String(Int64.random(in: 1 ... .max))
  }

  init(_ form: Form, hasTitle: Bool = false) {
    title = hasTitle ? form["title"] : nil
    text = form["text"]
    choice = SpeakerChoice(form)
    nonce = form["nonce"]
    seen = Int(form["seen"]) ?? 0
  }

  var cleanTitle: String { PlainText.line(title ?? "") }

  func checked() -> Draft {
    var draft = self
    draft.errors = Errors(title: title == nil ? nil : titleError, text: textError)
    return draft
  }

  private var titleError: String? {
    let title = cleanTitle
    if title.isEmpty { return "Give the thread a title." }
    return PlainText.objection(toLine: title, longest: Thread.longestTitle)?.sentence(about: "A title")
  }

  private var textError: String? {
    if !PlainText.showsSomething(text) { return "Write something first." }
    let bytes = text.utf8.count
    return bytes > Self.longestText
      ? "A post holds 32 KB of text; this is \((bytes + 1023) / 1024) KB. Split it into two." : nil
  }

  func hesitating(_ hesitation: Hesitation) -> Draft {
    var draft = self
    draft.hesitation = hesitation
    return draft
  }

  func failing(_ sentence: String) -> Draft {
    var draft = self
    draft.errors.text = sentence
    return draft
  }
}

/// Why a post could not be written although its text is fine. The writer sees the text again.
struct Refusal: Error {
  let sentence: String
}
