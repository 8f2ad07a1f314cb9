import Crypto
import Foundation
import Kit

/// The codes of an authenticator app: TOTP (RFC 6238) with what all apps understand, SHA-1, six digits and
/// steps of thirty seconds.
struct OneTimePassword {
  let secret: [UInt8]

  static let stepLength: Int64 = 30
  /// Steps that a clock may be off, either way.
  static let skew: Int64 = 1

  static func step(at now: Moment) -> Int64 { now.milliseconds / 1000 / stepLength }

  func code(at step: Int64) -> String {
    let digits = String(number(at: step))
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The step whose code this is; nil for one that is wrong, or too far from now.
  func step(of typed: UInt32, now: Moment) -> Int64? {
    let middle = Self.step(at: now)
    return (middle - Self.skew...middle + Self.skew).first { number(at: $0) == typed }
  }

  /// RFC 4226 5.3: four bytes of the hash, from where its last half byte says.
  private func number(at step: Int64) -> UInt32 {
    let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
    let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let start = Int(hash[hash.count - 1] & 15)
    let number = hash[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return (number & 0x7FFF_FFFF) % 1_000_000
  }

  /// The address in the QR code; apps show the site and the account.
  func address(site: String, account: String) -> String {
    let (site, account) = (Percent.encode(site), Percent.encode(account))
    return "otpauth://totp/\(site):\(account)?secret=\(Base32.encode(secret))&issuer=\(site)"
  }
}
