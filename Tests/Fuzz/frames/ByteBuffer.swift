/// Stands for NIO's buffer, of which the codec needs little: all of NIO is too much to build for this.
public struct ByteBuffer: Equatable {
  private var bytes: [UInt8]
  public private(set) var readerIndex = 0

  public init(bytes: [UInt8] = []) { self.bytes = bytes }

  public var readableBytes: Int { bytes.count - readerIndex }

  public mutating func moveReaderIndex(to index: Int) { readerIndex = index }

  public mutating func readInteger<Number: FixedWidthInteger>() -> Number? {
    let size = Number.bitWidth / 8
    guard readableBytes >= size else { return nil }
    defer { readerIndex += size }
    return bytes[readerIndex..<(readerIndex + size)].reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }

  public mutating func readSlice(length: Int) -> ByteBuffer? {
    guard readableBytes >= length else { return nil }
    defer { readerIndex += length }
    return ByteBuffer(bytes: Array(bytes[readerIndex..<(readerIndex + length)]))
  }

  public mutating func writeImmutableBuffer(_ other: ByteBuffer) {
    bytes += other.bytes[other.readerIndex...]
  }

  public mutating func withUnsafeMutableReadableBytes<Answer>(
    _ body: (UnsafeMutableRawBufferPointer) -> Answer
  ) -> Answer {
    bytes[readerIndex...].withUnsafeMutableBytes(body)
  }

  public func withUnsafeReadableBytes<Answer>(_ body: (UnsafeRawBufferPointer) -> Answer) -> Answer {
    bytes[readerIndex...].withUnsafeBytes(body)
  }
}
