/// The masking of client frames (RFC 6455 5.3): an XOR with four bytes over and over.
struct Mask {
  private let pattern: UInt64

  init(_ key: (UInt8, UInt8, UInt8, UInt8)) {
    let bytes = [key.0, key.1, key.2, key.3, key.0, key.1, key.2, key.3]
    pattern = bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
  }

  /// Unmasks a piece of a payload that begins `offset` bytes into it, eight bytes at a time.
  func apply(to bytes: UnsafeMutableRawBufferPointer, offset: Int) {
    let turned = Self.turn(pattern, by: offset & 3)
    var position = 0
    while position + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      bytes.storeBytes(of: word ^ turned, toByteOffset: position, as: UInt64.self)
      position += 8
    }
    withUnsafeBytes(of: turned) { key in
      for rest in position..<bytes.count { bytes[rest] ^= key[rest & 7] }
    }
  }

  /// The pattern as it looks from its byte `count` on, whatever the machine's byte order.
  private static func turn(_ pattern: UInt64, by count: Int) -> UInt64 {
    let little = pattern.littleEndian
    let bits = UInt64(count * 8)
    return UInt64(littleEndian: bits == 0 ? little : little >> bits | little << (64 - bits))
  }
}
