import Kit
import TemplateSystems

/// What the texts of a system may hold: the limits of the forms, so that whatever comes in can be saved again.
struct TextLimit: Sendable {
  let words: String
  let longest: Int
  var bytes = Int.max

  static let name = TextLimit(words: "names and pronouns", longest: AccountAlter.longestName)
  static let tag = TextLimit(words: "tags of the system", longest: AccountSystem.longestTag)
  static let status = TextLimit(words: "statuses", longest: Span.longestStatus)
  static let sign = TextLimit(words: "signs of groups", longest: AlterGroup.longestSign)
  static let list = TextLimit(words: "names of lists", longest: PeopleList.longest)
  static let note = TextLimit(words: "notes on switches", longest: Switch.longestNote)
  static let description = TextLimit(
    words: "descriptions", longest: AccountAlter.longestDescription, bytes: AccountAlter.heaviestDescription)
  static let group = TextLimit(words: "descriptions of groups", longest: AlterGroup.longestDescription)
  static let value = TextLimit(words: "what custom fields say", longest: CustomField.longestValue)
  static let comment = TextLimit(words: "comments on fronts", longest: 10_000)

  /// The text, or its beginning where there is more than fits. Scalars too: a character can carry any number
  /// of marks.
  func cut(_ text: String, _ remarks: inout Remarks) -> String {
    guard text.utf8.count > min(longest, bytes), !fits(text) else { return text }
    remarks.note(.mended, "\(words) were longer than \(longest) characters and were cut")
    var cut = String(text.prefix(longest))
    while !fits(cut) { cut.removeLast() }
    // Half a mention would be numbers.
    return cut.replacing(/@\{[^{} ]*$/, with: "")
  }

  private func fits(_ text: String) -> Bool {
    text.utf8.count <= bytes && text.count <= longest && text.unicodeScalars.count <= longest * 8
  }
}
