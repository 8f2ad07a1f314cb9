import CFastCGI
import Foundation
import Kit

/// A request as libfcgi holds it. Lives as long as the request.
final class FastCGIExchange: Exchange {
  private let request: FCGX_Request
  private let log: (_ line: String) -> Void
  private var records: RecordStream
  private var wasRead = false

  init(_ request: FCGX_Request, log: @escaping (_ line: String) -> Void) {
    self.request = request
    self.log = log
    records = RecordStream(descriptor: request.ipcFd, request: request.requestId)
  }

  var isHead: Bool { parameter("REQUEST_METHOD") == "HEAD" }

  func parameter(_ name: String) -> String? {
    // What is no UTF-8 reads as U+FFFD and so matches nothing.
    FCGX_GetParam(name, request.envp).map { String(cString: $0) }
  }

  func body(limit: Int) throws -> [UInt8] {
    try read(begin(limit: limit))
  }

  func body(limit: Int, each: ([UInt8]) throws -> Void) throws {
    var left = try begin(limit: limit)
    while left > 0 {
      let part = try read(min(left, 1 << 18))
      left -= part.count
      try each(part)
    }
  }

  private func begin(limit: Int) throws -> Int {
    // Whoever asks for it again, the page that says what went wrong for one, finds nothing.
    guard !wasRead else { throw Fault.badRequest("What you sent was read already.") }
    wasRead = true
    let length = try announcedLength()
    guard length <= limit else { throw Fault.tooLarge() }
    return length
  }

  private func read(_ length: Int) throws -> [UInt8] {
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = read(into: buffer, length)
    }
    // A body that was cut short must never be acted on (FastCGI 1.0, 6.2).
    guard bytes.count == length else {
      throw Fault.badRequest("Not all of what you sent arrived. Please send it again.")
    }
    return bytes
  }

  private func announcedLength() throws -> Int {
    let text = parameter("CONTENT_LENGTH") ?? ""
    guard !text.isEmpty else { return 0 }
    guard let length = Int(text), length >= 0 else {
      throw Fault.badRequest("The length of the body is no number.")
    }
    return length
  }

  private func read(into buffer: UnsafeMutableBufferPointer<UInt8>, _ length: Int) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    return base.withMemoryRebound(to: CChar.self, capacity: length) { base in
      var count = 0
      while count < length {
        let chunk = FCGX_GetStr(base + count, CInt(min(length - count, 1 << 20)), request.in)
        guard chunk > 0 else { break }
        count += Int(chunk)
      }
      return count
    }
  }

  var hasBody: Bool { !(parameter("CONTENT_LENGTH") ?? "").isEmpty }

  /// Takes what the peer still sends, up to the empty record that ends it (FastCGI 1.0, 5.3): a web server whose
  /// last record finds nobody there throws the answer away. No longer than `seconds`, whatever the peer does.
  func finishReading(within seconds: Int) {
    let begun = ContinuousClock.now
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 13) { buffer in
      while FCGX_GetStr(buffer.baseAddress, CInt(buffer.count), request.in) > 0,
        ContinuousClock.now - begun < .seconds(seconds)
      {}
    }
  }

  /// Not the stream for errors: the web server would write the whole request beside it, tokens and all.
  func report(_ line: String) { log(line) }

  /// False once the peer is gone.
  func put(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { records.put(bytes) }

  func end() { records.end() }
}
