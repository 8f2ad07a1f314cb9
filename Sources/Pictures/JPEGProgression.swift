/// Reads the scans of one colour of a progressive JPEG (ITU T.81, annex G), without drawing it. How much a scan holds
/// depends on the numbers that those before it have begun.
struct JPEGProgression {
  /// Of each block, which numbers are not nought.
  private var begun: [UInt64]
  /// For so many blocks there is nothing new.
  private var run = 0

  init(blocks: Int) { begun = Array(repeating: 0, count: blocks) }

  /// Where the scan ends; nil if it ends too early.
  mutating func end(of scan: JPEGScan) -> Int? {
    guard let part = scan.parts.first, let table = scan.tables[0x10 | part.tables & 15] else { return nil }
    var entropy = JPEGEntropy(scan.content)
    run = 0
    for block in begun.indices {
      if scan.interval > 0, block > 0, block % scan.interval == 0 {
        guard entropy.restart() else { return nil }
        run = 0
      }
      let isRead =
        scan.isRefining
        ? refine(block, scan.band, table, &entropy) : begin(block, scan.band, table, &entropy)
      guard isRead else { return nil }
    }
    return entropy.place
  }

  private mutating func begin(
    _ block: Int, _ band: ClosedRange<Int>, _ table: JPEGEntropy.Table, _ entropy: inout JPEGEntropy
  ) -> Bool {
    var number = band.lowerBound
    while run == 0, number <= band.upperBound {
      guard let code = entropy.value(table) else { return false }
      if code & 15 > 0 {
        number += code >> 4
        guard number <= band.upperBound, entropy.skip(code & 15) else { return false }
        begun[block] |= 1 << number
        number += 1
      } else if code == 0xF0 {
        number += 16
      } else if !take(run: code >> 4, &entropy) {
        return false
      }
    }
    run = max(0, run - 1)
    return true
  }

  private mutating func refine(
    _ block: Int, _ band: ClosedRange<Int>, _ table: JPEGEntropy.Table, _ entropy: inout JPEGEntropy
  ) -> Bool {
    var number = band.lowerBound
    while run == 0, number <= band.upperBound {
      guard let code = entropy.value(table) else { return false }
      if code & 15 == 0, code < 0xF0 {
        guard take(run: code >> 4, &entropy) else { return false }
      } else {
        guard entropy.skip(code & 15 > 0 ? 1 : 0), pass(code >> 4, in: block, &number, band, &entropy) else {
          return false
        }
        if code & 15 > 0, number <= band.upperBound { begun[block] |= 1 << number }
        number += 1
      }
    }
    guard run > 0 else { return true }
    run -= 1
    guard number <= band.upperBound else { return true }
    return entropy.skip((begun[block] & JPEGScan.mask(number...band.upperBound)).nonzeroBitCount)
  }

  /// Goes on behind so many noughts; of each number on the way there is one bit more.
  private func pass(
    _ noughts: Int, in block: Int, _ number: inout Int, _ band: ClosedRange<Int>, _ entropy: inout JPEGEntropy
  ) -> Bool {
    var left = noughts
    while number <= band.upperBound {
      if begun[block] >> number & 1 == 1 {
        guard entropy.skip(1) else { return false }
      } else if left == 0 {
        return true
      } else {
        left -= 1
      }
      number += 1
    }
    return true
  }

  private mutating func take(run length: Int, _ entropy: inout JPEGEntropy) -> Bool {
    guard let more = entropy.bits(length) else { return false }
    run = 1 << length + more
    return true
  }
}
