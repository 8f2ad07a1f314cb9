import Crypto
import Foundation
import Kit

/// The right to look at one draft for an hour, as an address carries it. It names the draft by its content, so
/// that it shows what its maker saw or nothing, and names no face: addresses are kept in many places.
///
/// Whoever has it sees a guest's pages in it: it is made on purpose, for a phone without an account or for a
/// friend's eye, and shows nothing but the draft that a guest would not see. A member's pages belong to the
/// account that asks, so for them one must be able to edit faces as well.
struct PreviewToken: Sendable, Equatable {
  enum Audience: String, Sendable { case guest = "g", member = "m" }

  let draft: String
  let audience: Audience
  let scheme: Look.Scheme
  let expires: Moment

  static let lifetime = 3600

  /// `salt` is the site's secret.
  func signed(_ salt: String) -> String { "\(message).\(Self.code(message, salt).hex)" }

  private var message: String {
    "\(draft).\(audience.rawValue).\(scheme.rawValue).\(String(expires.milliseconds, radix: 36))"
  }

  /// nil for one that was changed, made up, or is over.
  init?(_ text: String, _ salt: String, now: Moment) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard text.utf8.count <= 200, parts.count == 5, let audience = Audience(rawValue: parts[1]),
      let scheme = Look.Scheme(rawValue: parts[2]), let expires = Int64(parts[3], radix: 36)
    else { return nil }
    self.init(
      draft: parts[0], audience: audience, scheme: scheme, expires: Moment(milliseconds: expires))
    guard self.expires > now, self.expires <= now + Self.lifetime, Self.isValid(parts[4], message, salt)
    else { return nil }
  }

  init(draft: String, audience: Audience, scheme: Look.Scheme, expires: Moment) {
    (self.draft, self.audience, self.scheme, self.expires) = (draft, audience, scheme, expires)
  }

  private static func key(_ salt: String) -> SymmetricKey {
    SymmetricKey(data: Data("preview of a face \(salt)".utf8))
  }

  private static func code(_ message: String, _ salt: String) -> HMAC<SHA256>.MAC {
    HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: key(salt))
  }

  /// In a time that tells nothing.
  private static func isValid(_ code: String, _ message: String, _ salt: String) -> Bool {
    guard let bytes = Data(hexadecimal: code) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: Data(message.utf8), using: key(salt))
  }
}

extension Data {
  fileprivate init?(hexadecimal text: String) {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    self.init(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
  }
}
