import Components
import HTTPTypes
import Kit
import NIOCore
import NIOHTTP1

/// What the daemon answers by plain HTTP where nothing stays open. Programs and scripts ask here, so that it is
/// always JSON: of what went wrong the same as everywhere else.
struct PlainAnswer {
  let head: HTTPResponseHead
  let body: ByteBuffer

  init(_ status: HTTPResponseStatus, _ json: String) {
    body = ByteBuffer(string: json + "\n")
    let headers = HTTPHeaders([
      ("content-type", "application/json"), ("content-length", "\(body.readableBytes)"),
      ("cache-control", "no-store"), ("connection", "close"),
    ])
    head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
  }

  init(_ fault: Fault) {
    self.init(HTTPResponseStatus(statusCode: fault.status.code), FaultReport(fault).json)
  }
}

extension Fault {
  static let tooManyConnections = Fault.tooMany(
    "Too many connections are open. Close some, or come back later.")
}
