/// A JPEG that ends without its end mark, as some phones leave them: taken if all of the picture is there.
struct JPEGTail {
  private var components: [JPEGEntropy.Component] = []
  private var size = (width: 0, height: 0)
  private var tables: [UInt8: JPEGEntropy.Table] = [:]
  private var interval = 0
  private var drawn: Set<UInt8> = []

  mutating func note(frame data: [UInt8], isSequential: Bool) {
    guard isSequential, let height = data.big16(1), let width = data.big16(3) else { return }
    size = (width, height)
    components = stride(from: 6, to: data.count - 2, by: 3).map {
      JPEGEntropy.Component(id: data[$0], across: Int(data[$0 + 1] >> 4), down: Int(data[$0 + 1] & 15))
    }
  }

  /// The tables by which a scan's codes are read: several may stand in one segment.
  mutating func note(tables data: ArraySlice<UInt8>) {
    var rest = data
    while let number = rest.popFirst(), let table = JPEGEntropy.Table(rest) {
      tables[number] = table
      rest = rest.dropFirst(table.length)
    }
  }

  mutating func note(interval data: ArraySlice<UInt8>) { interval = Array(data).big16(0) ?? 0 }

  mutating func note(scan head: ArraySlice<UInt8>) { drawn.formUnion(Self.parts(head).map(\.id)) }

  private static func parts(_ head: ArraySlice<UInt8>) -> [(id: UInt8, tables: UInt8)] {
    let head = Array(head)
    let count = Int(head.first ?? 0)
    guard head.count >= 1 + 2 * count else { return [] }
    return (0..<count).map { (head[1 + 2 * $0], head[2 + 2 * $0]) }
  }

  /// Where the last scan ends, if that and with it the picture is whole.
  func end(of scan: ArraySlice<UInt8>, _ head: ArraySlice<UInt8>) -> Int? {
    let sides = components.flatMap { [$0.across, $0.down] }
    guard sides.allSatisfy((1...4).contains), Set(components.map(\.id)) == drawn, let plan = plan(head) else {
      return nil
    }
    var entropy = JPEGEntropy(scan)
    for unit in 0..<plan.units {
      if interval > 0, unit > 0, unit % interval == 0, !entropy.restart() { return nil }
      for block in plan.blocks where !entropy.block(block.first, block.rest) { return nil }
    }
    return entropy.place
  }

  private typealias Block = (first: JPEGEntropy.Table, rest: JPEGEntropy.Table)

  /// How many units the scan has, and the blocks of each.
  private func plan(_ head: ArraySlice<UInt8>) -> (units: Int, blocks: [Block])? {
    let parts = Self.parts(head)
    let (most, tall) = (components.map(\.across).max() ?? 1, components.map(\.down).max() ?? 1)
    var blocks: [Block] = []
    for part in parts {
      guard let component = components.first(where: { $0.id == part.id }),
        let first = tables[part.tables >> 4],
        let rest = tables[0x10 | part.tables & 15]
      else { return nil }
      if parts.count == 1 {
        let across = Self.ceil(Self.ceil(size.width * component.across, most), 8)
        let down = Self.ceil(Self.ceil(size.height * component.down, tall), 8)
        return (across * down, [(first, rest)])
      }
      blocks += Array(repeating: (first, rest), count: component.across * component.down)
    }
    return blocks.isEmpty ? nil : (Self.ceil(size.width, 8 * most) * Self.ceil(size.height, 8 * tall), blocks)
  }

  private static func ceil(_ number: Int, _ divisor: Int) -> Int { (number + divisor - 1) / divisor }
}
