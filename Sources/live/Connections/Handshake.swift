import Crypto
import Foundation
import HTTPTypes
import Kit
import NIOCore
import NIOHTTP1

/// The opening handshake of a WebSocket (RFC 6455 4.2), and who may open one.
struct Handshake: Sendable {
  static let subprotocol = "rtc.v1.json"

  /// Where pages of this site come from.
  let origins: Set<String>

  init(origins: [String]) { self.origins = Set(origins) }

  /// Nil if it can be opened. A page elsewhere would bring this site's cookie along, so an
  /// Origin that is missing or another's is refused.
  func refusal(_ head: HTTPRequestHead) -> Fault? {
    guard head.method == .GET, head.headers.first(name: "upgrade")?.lowercased() == "websocket",
      head.headers.first(name: "sec-websocket-version") == "13"
    else { return Fault(.upgradeRequired, "Here are WebSockets of version 13 alone.") }
    guard Self.key(head) != nil else { return .badRequest("The key is not 16 bytes in base 64.") }
    guard let origin = head.headers.first(name: "origin"), origins.contains(origin) else {
      return Fault(.forbidden, "The origin is missing, or another site's.")
    }
    let offered = head.headers[canonicalForm: "sec-websocket-protocol"]
    return offered.contains { $0 == Self.subprotocol }
      ? nil : .badRequest("The subprotocol \(Self.subprotocol) was not offered.")
  }

  static func answer(_ head: HTTPRequestHead, subprotocol: String?) -> HTTPHeaders {
    var headers = HTTPHeaders([
      ("upgrade", "websocket"), ("connection", "upgrade"), ("sec-websocket-accept", accept(key(head) ?? "")),
    ])
    if let subprotocol { headers.add(name: "sec-websocket-protocol", value: subprotocol) }
    return headers
  }

  /// Sixteen bytes in base 64, else nil.
  static func key(_ head: HTTPRequestHead) -> String? {
    guard let key = head.headers.first(name: "sec-websocket-key"), Data(base64Encoded: key)?.count == 16
    else {
      return nil
    }
    return key
  }

  static func accept(_ key: String) -> String {
    let digest = Insecure.SHA1.hash(data: Data("\(key)258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8))
    return Data(digest).base64EncodedString()
  }
}
