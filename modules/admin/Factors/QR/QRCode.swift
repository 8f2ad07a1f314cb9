/// A QR code (ISO/IEC 18004) of a text, in byte mode and at error correction level M.
struct QRCode {
  let size: Int
  /// Rows of modules; true is dark.
  private(set) var modules: [[Bool]]
  /// Modules that help a camera, which no mask touches.
  private var isFixed: [[Bool]]

  /// The mask is the one that is easiest to read, if none is asked for. nil for a text that is too long.
  init?(_ text: String, mask: Int? = nil) {
    let bytes = Array(text.utf8)
    guard let version = QRVersion(bytes: bytes.count) else { return nil }
    size = version.size
    modules = Array(repeating: Array(repeating: false, count: size), count: size)
    isFixed = modules
    drawPatterns(version)
    drawFormat(mask: 0)  // its place is fixed before the data flows around it
    draw(QRCodewords.of(bytes, in: version))
    let drawn = masks(mask.map { [$0] } ?? Array(0..<8))
    modules = drawn.min { $0.penalty < $1.penalty }?.modules ?? modules
  }

  private func masks(_ numbers: [Int]) -> [QRCode] {
    numbers.map { number in
      var code = self
      code.apply(mask: number)
      code.drawFormat(mask: number)
      return code
    }
  }

  private mutating func fix(_ x: Int, _ y: Int, _ isDark: Bool) {
    modules[y][x] = isDark
    isFixed[y][x] = true
  }
}

extension QRCode {
  private mutating func drawPatterns(_ version: QRVersion) {
    for place in 0..<size {
      fix(6, place, place % 2 == 0)
      fix(place, 6, place % 2 == 0)
    }
    for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(x, y) }
    drawAlignments(version.alignments)
    if version.number >= 7 { drawNumber(version.number) }
  }

  /// The large squares in three corners, with their light frames.
  private mutating func drawFinder(_ middleX: Int, _ middleY: Int) {
    for dy in -4...4 {
      for dx in -4...4 {
        let (x, y) = (middleX + dx, middleY + dy)
        guard (0..<size).contains(x), (0..<size).contains(y) else { continue }
        let ring = max(abs(dx), abs(dy))
        fix(x, y, ring != 2 && ring != 4)
      }
    }
  }

  private mutating func drawAlignments(_ middles: [Int]) {
    guard let last = middles.last else { return }
    for middleY in middles {
      for middleX in middles
      where ![(6, 6), (6, last), (last, 6)].contains(where: { $0 == (middleX, middleY) }) {
        for dy in -2...2 {
          for dx in -2...2 { fix(middleX + dx, middleY + dy, max(abs(dx), abs(dy)) != 1) }
        }
      }
    }
  }

  /// The version in eighteen bits, a BCH code, twice.
  private mutating func drawNumber(_ number: Int) {
    let rest = (0..<12).reduce(number) { rest, _ in rest << 1 ^ (rest >> 11) * 0x1F25 }
    let bits = number << 12 | rest
    for bit in 0..<18 {
      let (a, b) = (size - 11 + bit % 3, bit / 3)
      fix(a, b, bits >> bit & 1 == 1)
      fix(b, a, bits >> bit & 1 == 1)
    }
  }

  /// Level M and the mask in fifteen bits, a BCH code, twice.
  private mutating func drawFormat(mask: Int) {
    let rest = (0..<10).reduce(mask) { rest, _ in rest << 1 ^ (rest >> 9) * 0x537 }
    let bits = (mask << 10 | rest) ^ 0x5412
    let corner = (0...5).map { (8, $0) } + [(8, 7), (8, 8), (7, 8)] + (9..<15).map { (14 - $0, 8) }
    let edges = (0..<8).map { (size - 1 - $0, 8) } + (8..<15).map { (8, size - 15 + $0) }
    for places in [corner, edges] {
      for (bit, place) in places.enumerated() { fix(place.0, place.1, bits >> bit & 1 == 1) }
    }
    fix(8, size - 8, true)
  }

  /// Up and down in columns two wide, from the right, around what is fixed.
  private mutating func draw(_ codewords: [UInt8]) {
    var bit = 0
    for column in stride(from: size - 1, through: 1, by: -2) {
      let right = column <= 6 ? column - 1 : column
      let isUpward = (right + 1) & 2 == 0
      for step in 0..<size {
        let y = isUpward ? size - 1 - step : step
        for x in [right, right - 1] where !isFixed[y][x] && bit < codewords.count * 8 {
          modules[y][x] = codewords[bit / 8] >> (7 - bit % 8) & 1 == 1
          bit += 1
        }
      }
    }
  }

  private mutating func apply(mask: Int) {
    for y in 0..<size {
      for x in 0..<size where !isFixed[y][x] && Self.inverts(mask, x, y) { modules[y][x].toggle() }
    }
  }

  private static func inverts(_ mask: Int, _ x: Int, _ y: Int) -> Bool {
    switch mask {
    case 0: (x + y) % 2 == 0
    case 1: y % 2 == 0
    case 2: x % 3 == 0
    case 3: (x + y) % 3 == 0
    case 4: (x / 3 + y / 2) % 2 == 0
    case 5: x * y % 2 + x * y % 3 == 0
    case 6: (x * y % 2 + x * y % 3) % 2 == 0
    default: ((x + y) % 2 + x * y % 3) % 2 == 0
    }
  }
}
