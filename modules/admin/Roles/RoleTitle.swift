import Foundation
import Kit

/// What a role can be called: words of any script, one line, in which nothing is hidden.
struct RoleTitle: Sendable, Equatable {
  let text: String

  /// `others` are the titles that are taken.
  init(_ typed: String, others: [String]) throws {
    text = try Self.line(typed, longest: 30)
    guard !text.isEmpty else { throw Refusal("A role needs a name.") }
    let folded = AccountName.fold(text)
    guard !others.contains(where: { AccountName.fold($0) == folded }) else {
      throw Refusal("There is a role of this name already.")
    }
    let words = text.split { !$0.isLetter && !$0.isNumber }
    guard !words.contains(where: { NameShape.isMixed(String($0)) }) else {
      throw Refusal(
        "Please keep to one alphabet within a word: letters that look alike make roles that look alike.")
    }
    let shape = Self.shape(text)
    guard !shape.isEmpty else { throw Refusal("A role's name needs a letter or a digit.") }
    guard !others.contains(where: { Self.shape($0) == shape }) else {
      throw Refusal("This looks too much like a role that there is. Please choose another name.")
    }
  }

  /// The title without accents, spaces, marks and signs, by which titles that look alike are found.
  private static func shape(_ title: String) -> String {
    let bare = title.decomposedStringWithCompatibilityMapping.unicodeScalars
      .reduce(into: String.UnicodeScalarView()) { kept, scalar in
        let isAccent = scalar.properties.generalCategory == .nonspacingMark
        if !isAccent || !(kept.last.map(hasAccents) ?? true) { kept.append(scalar) }
      }
    return NameShape.skeleton(String(bare)).filter { $0.isLetter || $0.isNumber }
  }

  /// In other scripts marks are vowels.
  private static func hasAccents(_ letter: Unicode.Scalar) -> Bool { letter.value < 0x530 }

  /// The name for addresses and the command line: `the-cooks`; "role" where no letter is left.
  func name(taken: Set<String>) -> String {
    let words = AccountName.fold(text).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.isEmpty ? "role" : words.joined(separator: "-")
    let choices = [name] + (2...KnownRole.most + 4).map { "\(name)-\($0)" }
    return choices.first { !taken.contains($0) } ?? name
  }

  /// A sentence that says what the role is for; it may be left out.
  static func duty(_ typed: String) throws -> String { try line(typed, longest: 120) }

  private static func line(_ typed: String, longest: Int) throws -> String {
    let text = PlainText.line(typed)
    try Refusal.throwing(
      PlainText.objection(toLine: text, longest: longest) ?? PlainText.objection(toHiddenIn: text),
      about: "This")
    return text
  }
}
