/// A JPEG that ends without its end mark, as some phones leave them: taken if all of the picture is there.
struct JPEGTail {
  private var components: [JPEGEntropy.Component] = []
  private var size = (width: 0, height: 0)
  private var tables: [UInt8: JPEGEntropy.Table] = [:]
  private var interval = 0
  private var isSequential = true
  private var scans: [JPEGScan] = []

  mutating func note(frame data: [UInt8], isSequential: Bool) {
    guard let height = data.big16(1), let width = data.big16(3) else { return }
    (size, self.isSequential) = ((width, height), isSequential)
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

  /// False for a scan whose head is none.
  mutating func note(scan head: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>) -> Bool {
    guard let scan = JPEGScan(head, content, tables, interval: interval) else { return false }
    scans.append(scan)
    return true
  }

  /// Where the last scan ends, if that and with it the picture is whole.
  var end: Int? {
    let sides = components.flatMap { [$0.across, $0.down] }
    guard let last = scans.last, sides.allSatisfy((1...4).contains), isDrawn else { return nil }
    if isSequential { return end(of: last) { $0.block($1, $2) } }
    if last.band.lowerBound > 0 { return end(ofColour: last) }
    return end(of: last) { entropy, table, _ in last.isRefining ? entropy.skip(1) : entropy.first(table) }
  }

  /// Every number of every colour is there. In a sequential picture each scan has all of its own.
  private var isDrawn: Bool {
    components.allSatisfy { component in
      let own = scans.filter { $0.ids.contains(component.id) && (isSequential || $0.isExact) }
      return isSequential ? !own.isEmpty : own.reduce(0) { $0 | $1.mask } == .max
    }
  }

  /// Of one that holds each block by itself, as `read` reads it.
  private func end(
    of scan: JPEGScan,
    read: (inout JPEGEntropy, _ first: JPEGEntropy.Table, _ rest: JPEGEntropy.Table) -> Bool
  ) -> Int? {
    guard let plan = plan(scan) else { return nil }
    var entropy = JPEGEntropy(scan.content)
    for unit in 0..<plan.units {
      if scan.interval > 0, unit > 0, unit % scan.interval == 0, !entropy.restart() { return nil }
      for tables in plan.blocks {
        let (first, rest) = (scan.tables[tables >> 4] ?? .empty, scan.tables[0x10 | tables & 15] ?? .empty)
        guard read(&entropy, first, rest) else { return nil }
      }
    }
    return entropy.place
  }

  /// Of one that goes on with what other scans of its colour have begun.
  private func end(ofColour last: JPEGScan) -> Int? {
    guard last.parts.count == 1, let plan = plan(last) else { return nil }
    var progression = JPEGProgression(blocks: plan.units)
    var end: Int?
    for scan in scans where scan.ids == last.ids && scan.band.lowerBound > 0 {
      end = progression.end(of: scan)
      guard end != nil else { return nil }
    }
    return end
  }

  /// How many units the scan has, and the tables of the blocks of each.
  private func plan(_ scan: JPEGScan) -> (units: Int, blocks: [UInt8])? {
    let (most, tall) = (components.map(\.across).max() ?? 1, components.map(\.down).max() ?? 1)
    var blocks: [UInt8] = []
    for part in scan.parts {
      guard let component = components.first(where: { $0.id == part.id }) else { return nil }
      if scan.parts.count == 1 {
        let across = Self.ceil(Self.ceil(size.width * component.across, most), 8)
        let down = Self.ceil(Self.ceil(size.height * component.down, tall), 8)
        return (across * down, [part.tables])
      }
      blocks += Array(repeating: part.tables, count: component.across * component.down)
    }
    return blocks.isEmpty ? nil : (Self.ceil(size.width, 8 * most) * Self.ceil(size.height, 8 * tall), blocks)
  }

  private static func ceil(_ number: Int, _ divisor: Int) -> Int { (number + divisor - 1) / divisor }
}
