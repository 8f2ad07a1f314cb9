import Crypto
import Foundation

/// A secret that only its holder has in clear: 256 random bits, in the databases as their SHA-256.
enum Token {
  /// The length of the text in hex digits.
  static let length = 64

  static func make() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<length / 16).map { _ in hex(random.next()) }.joined()
  }

  /// The hash of a token; nil for what can be none, so that nobody makes us hash a long text.
  static func hash(_ text: String) -> Data? {
    guard text.utf8.count == length else { return nil }
    return Data(SHA256.hash(data: Array(text.utf8)))
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension [UInt8] {
  /// Random bytes from the system's source for secrets.
  static func random(_ count: Int) -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<count).map { _ in random.next() }
  }
}
