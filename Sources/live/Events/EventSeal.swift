import Crypto
import Foundation

/// Encrypts the ids of events. The outbox counts everybody's events, so its numbers would tell a guest that
/// something happened that was not for them: browsers get each number encrypted, never twice alike.
struct EventSeal: Sendable {
  private let key: SymmetricKey

  init(key: Data) { self.key = SymmetricKey(data: key) }

  func seal(_ id: Int64) throws -> String {
    let bytes = withUnsafeBytes(of: id.bigEndian) { Data($0) }
    let box = try AES.GCM.seal(bytes, using: key)
    return (box.combined ?? Data()).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  /// nil for what this site never wrote.
  func open(_ text: String) -> Int64? {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    guard text.utf8.count < 100, let data = Data(base64Encoded: padded),
      let box = try? AES.GCM.SealedBox(combined: data),  // too short
      let bytes = try? AES.GCM.open(box, using: key), bytes.count == 8  // not ours
    else { return nil }
    return bytes.reduce(0) { $0 << 8 | Int64($1) }
  }
}
