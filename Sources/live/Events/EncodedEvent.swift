import NIOCore
import RTC

/// An event of a room, encoded once for everybody who is in it.
struct EncodedEvent: Sendable {
  let room: Int64
  /// Its number in the room's log; nil for what may be dropped: typing, presence.
  let seq: Int64?
  /// The WebSocket frame.
  let frame: ByteBuffer
  /// The server-sent event. Its id is the cursor to resume from.
  let event: ByteBuffer
  var size: Int { frame.readableBytes }

  init(_ event: RoomEvent, _ handles: Handles, epoch: String) {
    let bytes = event.frame(handles)
    room = event.room
    seq = event.seq
    frame = FrameWriter.text(bytes)
    self.event = EventStream.event(bytes, id: "\(epoch):\(event.room):\(event.seq)")
  }

  init(room: Int64, _ json: JSON) {
    let bytes = json.bytes
    self.room = room
    seq = nil
    frame = FrameWriter.text(bytes)
    event = EventStream.event(bytes)
  }
}

/// The wire form of server-sent events (WHATWG HTML 9.2).
enum EventStream {
  /// The bytes are one line, as JSON is that we wrote.
  static func event(_ bytes: [UInt8], id: String? = nil) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.reserveCapacity(bytes.count + 64)
    if let id { buffer.writeString("id: \(id)\n") }
    buffer.writeString("data: ")
    buffer.writeBytes(bytes)
    buffer.writeString("\n\n")
    return buffer
  }

  /// How long a browser waits before it comes back.
  static func retry(milliseconds: Int64) -> ByteBuffer { ByteBuffer(string: "retry: \(milliseconds)\n\n") }

  /// Keeps proxies from taking a quiet stream for a dead one.
  static let heartbeat = ByteBuffer(string: ":\n\n")
}
