import Foundation

/// Something that staff write down about an act or a person: a reason, a note.
struct Remark: Sendable, Equatable {
  let text: String

  static let longestReason = 500
  static let longestNote = 2000

  /// Throws `Refusal` for nothing, for too much, and for what would not show as it was typed.
  init(_ typed: String, longest: Int = Remark.longestReason, missing: String = "Say why, in a sentence.")
    throws
  {
    text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw Refusal(missing) }
    // Scalars too: a character can carry any number of marks.
    guard text.unicodeScalars.count <= longest else {
      throw Refusal("There is room for \(longest) characters; this has \(text.unicodeScalars.count).")
    }
    guard text.unicodeScalars.allSatisfy({ $0 == "\n" || !Self.isTreacherous($0) }) else {
      throw Refusal("There are invisible characters in this. Please type it again.")
    }
  }

  /// Control characters, and those that turn the direction of what follows.
  private static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
  }
}
