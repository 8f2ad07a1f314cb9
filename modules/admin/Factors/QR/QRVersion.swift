/// One of the sizes of a QR code (ISO/IEC 18004), at error correction level M. The first twenty hold up to
/// 666 bytes, more than any address of ours.
struct QRVersion {
  let number: Int

  /// The smallest version with room for so many bytes.
  init?(bytes: Int) {
    guard let number = (1...20).first(where: { Self.room(in: $0) >= bytes }) else { return nil }
    self.number = number
  }

  var size: Int { 17 + 4 * number }
  var blocks: Int { Self.blocks[number - 1] }
  var correctionInBlock: Int { Self.corrections[number - 1] }
  /// Bits of the number that says how many bytes there are.
  var lengthBits: Int { number < 10 ? 8 : 16 }
  var codewords: Int { Self.modules(in: number) / 8 }
  var dataCodewords: Int { codewords - blocks * correctionInBlock }

  /// Where the middles of the small squares lie, in both directions.
  var alignments: [Int] {
    guard number > 1 else { return [] }
    let count = number / 7 + 2
    let step = (number * 4 + count * 2 + 1) / (count * 2 - 2) * 2
    return [6] + (0..<count - 1).reversed().map { size - 7 - $0 * step }
  }

  private static func room(in number: Int) -> Int {
    let data = modules(in: number) / 8 - blocks[number - 1] * corrections[number - 1]
    return data - (number < 10 ? 2 : 3)
  }

  /// Modules that are left for codewords.
  private static func modules(in number: Int) -> Int {
    let all = (16 * number + 128) * number + 64
    guard number > 1 else { return all }
    let count = number / 7 + 2
    return all - (25 * count - 10) * count + 55 - (number < 7 ? 0 : 36)
  }

  private static let corrections = [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
  ]
  private static let blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]
}
