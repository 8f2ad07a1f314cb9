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
  /// The same text sent twice with the same one is one post. Of what there was when the form was made: as long as
  /// nothing has come, its page is the same to the byte. Only posts of one account are compared by it, so that it need
  /// be no secret.
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

  /// A reply that would stand right behind what is there. A number is never given twice, whatever is removed.
  init(to thread: Thread, text: String) {
    self.text = text
    seen = thread.lastNumber
    nonce = String(thread.place(seen + 1).rawValue)
  }

  /// The beginning of a thread, behind the last post of its writer: they may begin two alike one after the other.
  init(in category: Int64, after last: Int64) {
    (title, text, seen) = ("", "", 0)
    nonce = String(category << 52 ^ last)
  }

  /// A post that is written anew: it is there once, however often it is sent.
  init(title: String?, text: String) {
    (self.title, self.text, seen, nonce) = (title, text, 0, "")
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
