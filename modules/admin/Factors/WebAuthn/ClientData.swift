import Foundation

/// What the browser says (WebAuthn 5.8.1): what it was asked to do, by which page, with which challenge.
struct ClientData {
  let challenge: String
  private let type: String
  private let origin: String
  private let isCrossOrigin: Bool
  let bytes: [UInt8]

  enum Act: String {
    case create = "webauthn.create"
    case get = "webauthn.get"
  }

  init(_ bytes: [UInt8]) throws(PasskeyFault) {
    guard bytes.count <= 4096, let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)) else {
      throw .malformed
    }
    (challenge, type, origin) = (fields.challenge, fields.type, fields.origin)
    isCrossOrigin = fields.crossOrigin ?? false
    self.bytes = bytes
  }

  func check(_ act: Act, origins: [String]) throws(PasskeyFault) {
    guard type == act.rawValue else { throw .wrongType }
    guard origins.contains(origin), !isCrossOrigin else { throw .wrongOrigin }
  }

  private struct Fields: Decodable {
    let type: String
    let challenge: String
    let origin: String
    let crossOrigin: Bool?
  }
}
