import Foundation

/// Where nginx listens: a port alone means this machine only.
struct ListenAddress {
  let host: String
  let port: UInt16

  /// `Settings` has checked the text.
  init(_ text: String) {
    let colon = text.lastIndex(of: ":")
    host = colon.map { String(text[..<$0]) } ?? "127.0.0.1"
    port = UInt16(text[(colon.map(text.index(after:)) ?? text.startIndex)...]) ?? 0
  }

  var text: String { "\(host):\(port)" }

  /// Throws `Refusal` if somebody listens there already, or nobody may.
  func checkFree() throws {
    let descriptor = try open { bind($0, $1, $2) }
    close(descriptor)
  }

  /// Asks the site; nil if nobody answers.
  func get(_ path: String, host name: String) -> String? {
    guard let descriptor = try? open({ connect($0, $1, $2) }) else { return nil }  // nobody there yet
    defer { close(descriptor) }
    let question = Array("GET \(path) HTTP/1.0\r\nHost: \(name)\r\n\r\n".utf8)
    guard send(descriptor, question, question.count, Int32(MSG_NOSIGNAL)) == question.count else {
      return nil
    }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 { answer += chunk[..<count] }
    return String(decoding: answer, as: UTF8.self)
  }

  /// A TCP socket on which `use` (bind or connect) succeeded.
  private func open(
    _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws -> Int32 {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let name = host.trimmingCharacters(in: ["[", "]"])
    guard getaddrinfo(name == "*" ? "0.0.0.0" : name, String(port), &hints, &found) == 0, let found else {
      throw Refusal("ROWHOUSE_LISTEN is \(text); there is no such address")
    }
    defer { freeaddrinfo(found) }
    let kind = found.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(found.pointee.ai_family, kind, 0)
    var yes: Int32 = 1
    var patience = timeval(tv_sec: 1, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard use(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
      let reason = errno
      close(descriptor)
      throw Refusal(
        reason == EADDRINUSE
          ? "port \(port) is in use; set ROWHOUSE_LISTEN (or make run PORT=…) to another one"
          : "cannot use \(text): \(String(cString: strerror(reason)))")
    }
    return descriptor
  }
}
