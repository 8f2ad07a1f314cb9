import Foundation
import RTC

/// A client at the daemon's unix socket that waits for what it expects, at most half a minute: a busy machine is no fault.
final class Caller {
  private let descriptor: CInt
  private var input: [UInt8] = []
  private(set) var status = 0
  private var lastId: Int64 = 0

  struct Gone: Error { let why: String }
  struct Closed: Error, Equatable { let code: Int? }

  /// Connects and asks for a path, upgrading to a WebSocket unless told otherwise.
  init(
    _ path: String, _ target: String = "/rtc/ws", cookie: String? = nil,
    origin: String? = "http://localhost:8080", subprotocol: String? = "rtc.v1.json", headers: [String] = [],
    upgrading: Bool = true
  ) throws {
    descriptor = try Self.connect(path)
    var lines = ["GET \(target) HTTP/1.1", "Host: localhost"] + headers
    if upgrading {
      lines += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
      lines += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
      if let subprotocol { lines.append("Sec-WebSocket-Protocol: \(subprotocol)") }
    }
    if let origin { lines.append("Origin: \(origin)") }
    if let cookie { lines.append("Cookie: session=\(cookie)") }
    try write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
    let head = try readHead()
    status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  }

  deinit { close(descriptor) }

  private static func connect(_ path: String) throws -> CInt {
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    var timeout = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw Gone(why: "connect \(path): \(errno)") }
    return descriptor
  }

  // MARK: Bytes

  func write(_ bytes: [UInt8]) throws {
    guard Foundation.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL)) == bytes.count else {
      throw Gone(why: "write: \(errno)")
    }
  }

  private func fill() throws {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { throw Gone(why: count == 0 ? "end of stream" : "nothing came: \(errno)") }
    input += buffer[..<count]
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while input.count < count { try fill() }
    defer { input.removeFirst(count) }
    return Array(input[..<count])
  }

  private func readHead() throws -> String {
    while true {
      let text = String(decoding: input, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let head = String(text[..<end.lowerBound])
        input.removeFirst(head.utf8.count + 4)
        return head
      }
      try fill()
    }
  }

  /// Everything until the other side hangs up.
  func rest() -> String {
    while (try? fill()) != nil {}
    return String(decoding: input, as: UTF8.self)
  }

  /// Reads on until the text has come; heartbeats alone don't count.
  func text(until end: String) throws -> String {
    let deadline = ContinuousClock.now + .seconds(30)
    while !String(decoding: input, as: UTF8.self).contains(end) {
      guard .now < deadline else { throw Gone(why: "never came: \(end)") }
      try fill()
    }
    defer { input = [] }
    return String(decoding: input, as: UTF8.self)
  }

  // MARK: Frames

  static func frame(_ opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let key: [UInt8] = [7, 77, 177, 247]
    var frame: [UInt8] = [0x80 | opcode]
    if payload.count < 126 {
      frame.append(0x80 | UInt8(payload.count))
    } else {
      frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    }
    return frame + key + payload.enumerated().map { $1 ^ key[$0 & 3] }
  }

  func send(_ json: JSON) throws { try write(Self.frame(1, json.bytes)) }

  /// The next frame's JSON. Throws `Closed` when the server closes.
  func next() throws -> JSON {
    while true {
      let head = try take(2)
      var length = Int(head[1])
      if length == 126 { length = try take(2).reduce(0) { $0 << 8 | Int($1) } }
      if length == 127 { length = try take(8).reduce(0) { $0 << 8 | Int($1) } }
      let payload = try take(length)
      switch head[0] & 15 {
      case 1:
        guard let json = JSON(payload) else { throw Gone(why: "no JSON") }
        return json
      case 8: throw Closed(code: payload.count < 2 ? nil : Int(payload[0]) << 8 | Int(payload[1]))
      default: continue
      }
    }
  }

  /// The next frame of that kind, others dropped.
  func next(_ kind: String) throws -> JSON {
    while true {
      let frame = try next()
      if frame["t"]?.text == kind { return frame }
    }
  }

  /// Asks, and waits for the answer; what comes before it is dropped.
  @discardableResult
  func ask(_ op: String, _ parts: JSON = [:]) throws -> JSON {
    let id = try post(op, parts)
    while true {
      let frame = try next()
      if frame["id"]?.int == id { return frame }
    }
  }

  @discardableResult
  func post(_ op: String, _ parts: JSON = [:]) throws -> Int64 {
    lastId += 1
    try send((["id": .int(lastId), "op": .text(op)] as JSON).with(parts))
    return lastId
  }

  /// What code the server closes with.
  func closing() throws -> Int? {
    do { while true { _ = try next() } } catch let closed as Closed { return closed.code }
  }
}
