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
    let bytes =
      text.withContiguousStorageIfAvailable { decoded($0[...], plusIsSpace) }
      ?? decoded(text[...], plusIsSpace)
    return bytes.flatMap { String(validating: $0, as: UTF8.self) }
  }

  @inline(__always)
  private static func decoded<Text: Collection<UInt8>>(_ text: Text, _ plusIsSpace: Bool) -> [UInt8]?
  where Text.SubSequence == Text {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.popFirst() {
      switch byte {
      case 0: return nil
      case 0x2B where plusIsSpace: bytes.append(0x20)
      case 0x25:
        guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value),
          high | low != 0
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return bytes
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
