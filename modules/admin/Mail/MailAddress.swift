/// An address that mail can go to: `local@domain` as nearly everybody writes it, in ASCII, without quotes,
/// comments or line ends, so that it can stand in a header and in curl's configuration as it is.
struct MailAddress: Sendable, Equatable {
  let text: String

  init(_ typed: String) throws {
    let parts = typed.split(separator: "@", omittingEmptySubsequences: false)
    guard typed.utf8.count <= 254, parts.count == 2, Self.isLocal(parts[0]), Self.isDomain(parts[1]) else {
      throw Refusal("This must look like name@example.org.")
    }
    // Only the domain is the same in both cases by law, but no provider tells people's names apart by case.
    text = typed.lowercased()
  }

  private static func isLocal(_ text: Substring) -> Bool {
    text.utf8.count <= 64
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
        !atom.isEmpty && atom.utf8.allSatisfy { isAlphanumeric($0) || "!#$&'*+-/=?^_`{|}~".utf8.contains($0) }
      }
  }

  /// Two labels at least; also the rule for the name of a relay.
  static func isDomain(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253 && labels.count >= 2 && labels.allSatisfy(isLabel)
  }

  static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
      && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}
