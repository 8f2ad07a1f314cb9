import Crypto
import Foundation
import GRDB
import Kit

/// When a form was shown, as a field that the form brings back. It is signed, so that nothing is kept for a
/// guest and nobody makes one up.
struct FormStamp {
  private let key: SymmetricKey

  init(_ db: Database) throws {
    let bytes = try Data.fetchOne(db, sql: "SELECT key FROM admin_secret")
    key = bytes.map { SymmetricKey(data: $0) } ?? SymmetricKey(size: .bits256)
  }

  func make(now: Moment) -> String { "\(now.milliseconds).\(code(now.milliseconds))" }

  /// Milliseconds since the form was shown; nil for a stamp that is not ours.
  func age(_ text: String, now: Moment) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= 100, parts.count == 2, let time = Int64(parts[0]), time <= now.milliseconds,
      let sent = Data(base64Encoded: String(parts[1])),
      HMAC<SHA256>.isValidAuthenticationCode(sent, authenticating: Self.message(time), using: key)
    else { return nil }
    return now.milliseconds - time
  }

  private func code(_ time: Int64) -> String {
    Data(HMAC<SHA256>.authenticationCode(for: Self.message(time), using: key)).base64EncodedString()
  }

  private static func message(_ time: Int64) -> Data { Data("sign-up form at \(time)".utf8) }
}
