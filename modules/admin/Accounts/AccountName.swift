import Foundation
import Kit

/// A name that an account can have: letters and digits of any script, with dots, dashes and underscores
/// inside, so that it can stand in an address and after an @.
struct AccountName: Sendable, Equatable {
  let text: String
  /// As names are compared: "ＡＤＡ", "Ada" and "ada" are one.
  let folded: String
  /// As names look.
  let skeleton: String

  init(_ typed: String) throws {
    text = PlainText.line(typed)
    folded = Self.fold(text)
    skeleton = NameShape.skeleton(text)
    guard text.unicodeScalars.count >= 3 else { throw Refusal("A name needs at least three characters.") }
    // Scalars too: a character can carry any number of marks.
    guard text.count <= 30, text.unicodeScalars.count <= 60 else {
      throw Refusal("A name has room for 30 characters.")
    }
    if let objection = PlainText.objection(to: text, refusing: { !Self.isUsable($0) }) {
      throw Refusal("\(objection.sentence(about: "A name")) \(Self.usable)")
    }
    guard let first = text.first, Self.isAlone(first) else { throw Refusal(Self.usable) }
  }

  /// A name for anybody who comes; what sounds like an office is kept back.
  init(forNewcomer typed: String) throws {
    try self.init(typed)
    guard !NameShape.isMixed(text) else {
      throw Refusal("Please keep to one alphabet: letters that look alike make names that look alike.")
    }
    guard !Self.reservedSkeletons.contains(skeleton.replacing("-", with: "")) else {
      throw Refusal("This name is kept for the site itself. Please choose another.")
    }
  }

  /// However they are spelled: "Ad-min" and "adm1n" are no better than "admin".
  private static let reservedSkeletons = Set(
    reserved.map { NameShape.skeleton($0).replacing("-", with: "") })

  /// Small letters first, as a capital ẞ has no larger one. The i's of Turkish are one with any other: İ and ı are
  /// capital and small of what others write as i and I.
  static func fold(_ name: String) -> String {
    PlainText.line(name).precomposedStringWithCompatibilityMapping.lowercased().uppercased().lowercased()
      .precomposedStringWithCanonicalMapping.replacing("i\u{307}", with: "i")
  }

  /// As accounts were kept that are older than this folding: theirs stand apart from the name without a dot.
  static func foldEarlier(_ name: String) -> String {
    PlainText.line(name).precomposedStringWithCompatibilityMapping.uppercased().lowercased()
      .precomposedStringWithCanonicalMapping
  }

  static let reserved: Set<String> = [
    "account", "admin", "administrator", "all", "anonymous", "anyone", "deleted", "everybody", "everyone",
    "front", "guest", "guests", "here", "member", "members", "mod", "moderator", "moderators", "nobody",
    "null",
    "operator", "owner", "root", "rowhouse", "setup", "sign-in", "sign-up", "somebody", "someone", "staff",
    "support", "sysadmin", "system", "undefined", "unknown", "webmaster",
  ]

  private static let usable = "Use letters and digits; dots, dashes and underscores may stand between them."

  private static func isUsable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      // Some letters are invisible, the Hangul fillers for one.
      !scalar.properties.isDefaultIgnorableCodePoint
    default: "-_.".unicodeScalars.contains(scalar)
    }
  }

  private static func isAlone(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
