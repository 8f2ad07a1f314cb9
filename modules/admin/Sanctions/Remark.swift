import Kit

/// Something that staff write down about an act or a person: a reason, a note.
struct Remark: Sendable, Equatable {
  let text: String

  static let longestReason = 500
  static let longestNote = 2000

  /// Throws `Refusal` for nothing, for too much, and for what would not show as it was typed.
  init(_ typed: String, longest: Int = Remark.longestReason, missing: String = "Say why, in a sentence.")
    throws
  {
    text = PlainText.text(typed)
    guard !text.isEmpty else { throw Refusal(missing) }
    try Refusal.throwing(PlainText.objection(toText: text, longest: longest), about: "This")
  }
}
