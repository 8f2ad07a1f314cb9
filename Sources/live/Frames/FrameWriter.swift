import NIOCore
import RTC

/// Frames from the server to a client: never masked, never in pieces (RFC 6455 5.1), so that one and the
/// same buffer serves all receivers.
enum FrameWriter {
  static func text(_ bytes: [UInt8]) -> ByteBuffer {
    var frame = header(.text, length: bytes.count)
    frame.writeBytes(bytes)
    return frame
  }

  static func text(_ json: JSON) -> ByteBuffer { text(json.bytes) }

  static func frame(_ opcode: FrameReader.Opcode, _ payload: ByteBuffer) -> ByteBuffer {
    var frame = header(opcode, length: payload.readableBytes)
    frame.writeImmutableBuffer(payload)
    return frame
  }

  static func close(_ code: UInt16, _ reason: String = "") -> ByteBuffer {
    var payload = ByteBuffer(integer: code)
    payload.writeString(String(reason.utf8.count > 123 ? "" : reason))
    return frame(.close, payload)
  }

  private static func header(_ opcode: FrameReader.Opcode, length: Int) -> ByteBuffer {
    var frame = ByteBuffer()
    frame.reserveCapacity(length + 10)
    frame.writeInteger(0x80 | opcode.rawValue)
    switch length {
    case ..<126: frame.writeInteger(UInt8(length))
    case ...0xFFFF:
      frame.writeInteger(UInt8(126))
      frame.writeInteger(UInt16(length))
    default:
      frame.writeInteger(UInt8(127))
      frame.writeInteger(UInt64(length))
    }
    return frame
  }
}
