import NIOCore
import RTC

/// What a stranger's bytes go through on a socket. The first byte says in what pieces they arrive; however
/// that is, the same messages come out.
public func readAll(_ bytes: [UInt8]) {
  guard let size = bytes.first else { return }
  let rest = Array(bytes.dropFirst())
  let (whole, end) = read(rest, by: max(1, rest.count))
  let (pieces, otherEnd) = read(rest, by: Int(size % 16) + 1)
  // A wrong byte may be seen earlier when bytes come one by one, never other messages.
  precondition(whole.starts(with: pieces) && (end == nil) == (otherEnd == nil))
}

private func read(_ bytes: [UInt8], by size: Int) -> ([FrameReader.Message], CloseCode?) {
  var reader = FrameReader(limit: 1000)
  var messages: [FrameReader.Message] = []
  var rest = bytes[...]
  do {
    while !rest.isEmpty {
      reader.feed(ByteBuffer(bytes: Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
      while let message = try reader.next() { messages.append(message) }
    }
  } catch { return (messages, error.code) }
  return (messages, nil)
}
