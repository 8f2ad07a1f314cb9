/// Percent-encoding (RFC 3986 2.1) and its form variant (WHATWG URL 5.1).
public enum Percent {
  /// Everything but unreserved characters is encoded.
  public static func encode(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) { bytes.append(byte) } else { bytes += [0x25, hex(byte >> 4), hex(byte & 15)] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// nil if the bytes are no UTF-8, hold a NUL, or a percent sign starts no pair of hex digits.
  public static func decode(_ text: some Collection<UInt8>, plusIsSpace: Bool = false) -> String? {
    text.withContiguousStorageIfAvailable { decode($0, plusIsSpace) }
      ?? Array(text).withUnsafeBufferPointer { decode($0, plusIsSpace) }
  }

  private static func decode(_ text: UnsafeBufferPointer<UInt8>, _ plusIsSpace: Bool) -> String? {
    var isWell = true
    let bytes = [UInt8](unsafeUninitializedCapacity: text.count) { bytes, count in
      (count, isWell) = decode(text, plusIsSpace, into: bytes)
    }
    return isWell ? String(validating: bytes, as: UTF8.self) : nil
  }

  /// How many bytes came of it, and whether all could be read.
  private static func decode(
    _ text: UnsafeBufferPointer<UInt8>, _ plusIsSpace: Bool, into bytes: UnsafeMutableBufferPointer<UInt8>
  ) -> (count: Int, isWell: Bool) {
    var (at, count) = (0, 0)
    while at < text.count {
      var byte = text[at]
      at += 1
      if byte == 0x25 {
        guard at + 1 < text.count, let high = value(text[at]), let low = value(text[at + 1]) else {
          return (count, false)
        }
        byte = high << 4 | low
        at += 2
      } else if byte == 0x2B, plusIsSpace {
        byte = 0x20
      }
      guard byte != 0 else { return (count, false) }
      bytes[count] = byte
      count += 1
    }
    return (count, true)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  private static func hex(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x41 + nibble - 10 }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
