/// The bytes of a text as they go into a QR code: packed, padded, and mixed with what corrects them.
enum QRCodewords {
  static func of(_ text: [UInt8], in version: QRVersion) -> [UInt8] {
    mixed(packed(text, version), version)
  }

  /// Byte mode, the length, the bytes, an end, and padding up to what the version holds.
  private static func packed(_ text: [UInt8], _ version: QRVersion) -> [UInt8] {
    var bits: [Bool] = []
    func append(_ number: Int, _ width: Int) {
      for bit in (0..<width).reversed() { bits.append(number >> bit & 1 == 1) }
    }
    append(0b0100, 4)
    append(text.count, version.lengthBits)
    for byte in text { append(Int(byte), 8) }
    append(0, min(4, version.dataCodewords * 8 - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var padding = 0xEC
    while bits.count < version.dataCodewords * 8 {
      append(padding, 8)
      padding ^= 0xEC ^ 0x11
    }
    return stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
  }

  /// The blocks' first bytes, their second ones, and so on; then their corrections in the same way.
  private static func mixed(_ data: [UInt8], _ version: QRVersion) -> [UInt8] {
    let solomon = ReedSolomon(count: version.correctionInBlock)
    let blocks = split(data, version)
    return columns(blocks.map(Array.init)) + columns(blocks.map(solomon.remainder))
  }

  /// The last blocks may be one byte longer than the first.
  private static func split(_ data: [UInt8], _ version: QRVersion) -> [ArraySlice<UInt8>] {
    let short = data.count / version.blocks
    let shortBlocks = version.blocks - data.count % version.blocks
    var rest = data[...]
    return (0..<version.blocks).map { block in
      let length = short + (block < shortBlocks ? 0 : 1)
      defer { rest = rest.dropFirst(length) }
      return rest.prefix(length)
    }
  }

  private static func columns(_ blocks: [[UInt8]]) -> [UInt8] {
    let longest = blocks.map(\.count).max() ?? 0
    return (0..<longest).flatMap { place in blocks.compactMap { place < $0.count ? $0[place] : nil } }
  }
}
