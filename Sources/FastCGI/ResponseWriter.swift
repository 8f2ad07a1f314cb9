import CFastCGI
import HTTPTypes
import Kit

/// The one place where headers are written (CGI response, RFC 3875 6): nothing that could end a header
/// early gets through.
struct ResponseWriter {
  private let exchange: FastCGIExchange

  init(_ exchange: FastCGIExchange) { self.exchange = exchange }

  func write(_ response: Response) {
    guard let head = Self.head(of: response) else {
      exchange.report("a response header held CR, LF or NUL")
      return write(Response.text("Something went wrong here.\n", status: .internalServerError))
    }
    send(head)
    guard !exchange.isHead else { return }
    switch response.content {
    case .none: break
    case .bytes(let bytes): send(bytes)
    case .stream(let produce): stream(produce)
    }
  }

  private func send(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBufferPointer(exchange.put)  // a peer that left needs no answer
  }

  private func stream(_ produce: (([UInt8]) throws -> Void) throws -> Void) {
    do {
      try produce { chunk in
        guard chunk.withUnsafeBufferPointer(exchange.put) else { throw PeerLeft() }
      }
    } catch is PeerLeft {
    } catch {
      exchange.report("a streamed response broke off: \(Cause(error))")
    }
  }

  private struct PeerLeft: Error {}

  /// nil if a header can't be sent safely.
  static func head(of response: Response) -> [UInt8]? {
    var head = Array("Status: \(response.status.code) \(response.status.reasonPhrase)\r\n".utf8)
    head.reserveCapacity(512)
    for (name, value) in response.headers {
      guard !value.utf8.contains(where: { $0 == 13 || $0 == 10 || $0 == 0 }) else { return nil }
      append(name.rawName, value, to: &head)
    }
    if case .bytes(let bytes) = response.content { append("Content-Length", String(bytes.count), to: &head) }
    head += [13, 10]
    return head
  }

  private static func append(_ name: String, _ value: String, to head: inout [UInt8]) {
    head += name.utf8
    head += [58, 32]
    head += value.utf8
    head += [13, 10]
  }
}
