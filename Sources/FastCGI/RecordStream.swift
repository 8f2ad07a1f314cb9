import Foundation

/// What goes back to the web server, as FastCGI records (FastCGI 1.0, 3.3 and 5.5). libfcgi's own stream cuts
/// a page into pieces of 8 KB, each of which wakes the web server; this one sends a page, and the end of the
/// request with it, in one write.
struct RecordStream {
  private let descriptor: CInt
  private let request: UInt16
  private var bytes: [UInt8] = []
  private var isBroken = false

  private enum Kind: UInt8 { case end = 3, output = 6 }

  /// So much is gathered before it is written.
  private static let gathered = 128 << 10
  /// The most that a record holds, in whole words of eight bytes, so that none needs padding.
  private static let longest = 65_528

  init(descriptor: CInt, request: CInt) {
    self.descriptor = descriptor
    self.request = UInt16(truncatingIfNeeded: request)
  }

  /// False once the peer is gone.
  mutating func put(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.reserveCapacity(bytes.count + content.count + 64)
    for start in stride(from: 0, to: content.count, by: Self.longest) {
      let end = min(start + Self.longest, content.count)
      append(.output, UnsafeBufferPointer(rebasing: content[start..<end]))
      if bytes.count >= Self.gathered { flush() }
    }
    return !isBroken
  }

  /// Ends the request: FCGI_REQUEST_COMPLETE with status 0.
  mutating func end() {
    append(.output, UnsafeBufferPointer(start: nil, count: 0))
    [UInt8](repeating: 0, count: 8).withUnsafeBufferPointer { append(.end, $0) }
    flush()
  }

  private mutating func append(_ kind: Kind, _ content: UnsafeBufferPointer<UInt8>) {
    let count = content.count
    bytes += [
      1, kind.rawValue, UInt8(request >> 8), UInt8(request & 255), UInt8(count >> 8), UInt8(count & 255),
    ]
    bytes += [0, 0]
    bytes.append(contentsOf: content)
  }

  private mutating func flush() {
    var sent = 0
    while sent < bytes.count, !isBroken {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + sent }, $0.count - sent)
      }
      if count > 0 { sent += count } else if errno != EINTR { isBroken = true }
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
