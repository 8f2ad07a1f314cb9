import NIOCore
import RTC

/// Reads the frames of a WebSocket client (RFC 6455) and puts messages together. Strict: whatever the
/// document forbids ends the connection, and text that is no UTF-8 does so at its first wrong byte.
struct FrameReader {
  enum Message: Equatable {
    case text(ByteBuffer)
    case binary(ByteBuffer)
    case ping(ByteBuffer)
    case pong
    /// The code that the client gave, if any.
    case close(UInt16?)
  }

  struct Violation: Error, Equatable {
    let code: CloseCode
  }

  enum Opcode: UInt8 {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    var isControl: Bool { rawValue >= 8 }
  }

  /// The frame whose payload is being read.
  private struct Frame {
    let opcode: Opcode
    let isFinal: Bool
    let length: Int
    let mask: Mask
    var read = 0
  }

  /// The longest message, in bytes.
  let limit: Int

  private var input = ByteBuffer()
  private var frame: Frame?
  /// The kind of the message under way, its bytes so far, and whether they are text.
  private var kind: Opcode?
  private var message = ByteBuffer()
  private var check = TextCheck()
  private var control = ByteBuffer()

  init(limit: Int) { self.limit = limit }

  /// Takes what came from the network.
  mutating func feed(_ bytes: ByteBuffer) {
    if input.readableBytes == 0 { input = bytes } else { input.writeImmutableBuffer(bytes) }
  }

  /// The next whole message; nil: more bytes are needed.
  mutating func next() throws(Violation) -> Message? {
    while true {
      if frame == nil {
        guard let header = try readHeader() else { return nil }
        frame = header
      }
      guard try readPayload() else { return nil }
      if let message = try finish() { return message }
    }
  }

  // MARK: Header

  /// nil: it is not all there yet.
  private mutating func readHeader() throws(Violation) -> Frame? {
    let start = input.readerIndex
    guard let first: UInt8 = input.readInteger(), let second: UInt8 = input.readInteger() else {
      input.moveReaderIndex(to: start)
      return nil
    }
    let opcode = try opcode(first: first, second: second)
    guard let length = try readLength(second & 0x7F),
      let a: UInt8 = input.readInteger(), let b: UInt8 = input.readInteger(),
      let c: UInt8 = input.readInteger(), let d: UInt8 = input.readInteger()
    else {
      input.moveReaderIndex(to: start)
      return nil
    }
    let held = opcode.isControl ? 0 : message.readableBytes
    guard length <= limit - held else { throw Violation(code: .tooLarge) }
    return Frame(opcode: opcode, isFinal: first & 0x80 != 0, length: length, mask: Mask((a, b, c, d)))
  }

  private func opcode(first: UInt8, second: UInt8) throws(Violation) -> Opcode {
    let (isFinal, reserved, isMasked) = (first & 0x80 != 0, first & 0x70, second & 0x80 != 0)
    guard reserved == 0, isMasked, let opcode = Opcode(rawValue: first & 0x0F) else { throw .broken }
    switch opcode {
    case .close, .ping, .pong: guard isFinal, second & 0x7F < 126 else { throw .broken }
    case .continuation: guard kind != nil else { throw .broken }
    case .text, .binary: guard kind == nil else { throw .broken }
    }
    return opcode
  }

  /// The shortest form is the only one; the highest bit is never set (5.2).
  private mutating func readLength(_ short: UInt8) throws(Violation) -> Int? {
    switch short {
    case 126:
      guard let length: UInt16 = input.readInteger() else { return nil }
      guard length >= 126 else { throw .broken }
      return Int(length)
    case 127:
      guard let length: UInt64 = input.readInteger() else { return nil }
      guard length > UInt16.max, let length = Int(exactly: length) else { throw .broken }
      return length
    default: return Int(short)
    }
  }

  // MARK: Payload

  /// Whether the frame's payload is all there.
  private mutating func readPayload() throws(Violation) -> Bool {
    guard var current = frame else { return false }
    let count = min(current.length - current.read, input.readableBytes)
    if count > 0, let piece = input.readSlice(length: count) {
      guard append(piece, of: current) else { throw Violation(code: .unreadableText) }
      current.read += count
    }
    frame = current
    return current.read == current.length
  }

  /// false: the piece makes the message something else than text.
  private mutating func append(_ piece: ByteBuffer, of frame: Frame) -> Bool {
    if frame.opcode.isControl {
      Self.append(piece, of: frame, to: &control) { _ in }
      return true
    }
    var check = check
    var isFine = true
    let isText = (kind ?? frame.opcode) == .text
    Self.append(piece, of: frame, to: &message) { if isText { isFine = check.take($0) } }
    self.check = check
    return isFine
  }

  private static func append(
    _ piece: ByteBuffer, of frame: Frame, to buffer: inout ByteBuffer,
    then look: (UnsafeRawBufferPointer) -> Void
  ) {
    let start = buffer.readableBytes
    buffer.writeImmutableBuffer(piece)
    buffer.withUnsafeMutableReadableBytes { bytes in
      let fresh = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      frame.mask.apply(to: fresh, offset: frame.read)
      look(UnsafeRawBufferPointer(fresh))
    }
  }

  /// A frame is whole: a message, if it was the last of one.
  private mutating func finish() throws(Violation) -> Message? {
    guard let done = frame else { return nil }
    frame = nil
    if done.opcode.isControl { return try finishControl(done.opcode) }
    let kind = kind ?? done.opcode
    guard done.isFinal else {
      self.kind = kind
      return nil
    }
    guard kind != .text || check.isComplete else { throw Violation(code: .unreadableText) }
    defer { (self.kind, message) = (nil, ByteBuffer()) }
    return kind == .text ? .text(message) : .binary(message)
  }

  private mutating func finishControl(_ opcode: Opcode) throws(Violation) -> Message {
    defer { control = ByteBuffer() }
    switch opcode {
    case .ping: return .ping(control)
    case .close: return .close(try Self.closeCode(control))
    default: return .pong
    }
  }

  /// The codes that may stand in a frame (7.4); the reason has to be text.
  private static func closeCode(_ payload: ByteBuffer) throws(Violation) -> UInt16? {
    guard payload.readableBytes > 0 else { return nil }
    var payload = payload
    guard let code: UInt16 = payload.readInteger() else { throw .broken }
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: break
    default: throw .broken
    }
    var check = TextCheck()
    guard payload.withUnsafeReadableBytes({ check.take($0) }), check.isComplete else {
      throw Violation(code: .unreadableText)
    }
    return code
  }
}

extension FrameReader.Violation {
  fileprivate static let broken = FrameReader.Violation(code: .protocolError)
}
