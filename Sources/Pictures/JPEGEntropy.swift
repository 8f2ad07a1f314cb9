/// Counts what a scan of a sequential JPEG holds (ITU T.81, annex F), without drawing it: whether the picture is all
/// there is the only thing that is asked.
struct JPEGEntropy {
  /// One of the picture's colours: how many blocks of it stand in each unit.
  struct Component {
    let id: UInt8
    let across: Int
    let down: Int
  }

  /// Codes by their length, in the order of their values.
  struct Table {
    private var first = [Int](repeating: 0, count: 17)
    private var counts = [Int](repeating: 0, count: 17)
    private var starts = [Int](repeating: 0, count: 17)
    private let values: [UInt8]

    /// Without any code.
    static let empty = Table()

    private init() { values = [] }

    /// Of a segment's data behind the table's number; nil if that is too short.
    init?(_ data: ArraySlice<UInt8>) {
      guard data.count >= 16 else { return nil }
      var (code, start) = (0, 0)
      for (length, count) in zip(1...16, data.prefix(16)) {
        (first[length], counts[length], starts[length]) = (code, Int(count), start)
        (code, start) = ((code + Int(count)) << 1, start + Int(count))
      }
      values = Array(data.dropFirst(16).prefix(start))
      guard values.count == start else { return nil }
    }

    var length: Int { 16 + values.count }

    func value(_ code: Int, length: Int) -> UInt8? {
      let place = code - first[length]
      return (0..<counts[length]).contains(place) ? values[starts[length] + place] : nil
    }
  }

  private let bytes: ArraySlice<UInt8>
  private(set) var place: Int
  private var byte = 0
  private var left = 0

  init(_ bytes: ArraySlice<UInt8>) { (self.bytes, place) = (bytes, bytes.startIndex) }

  private mutating func bit() -> Int? {
    if left == 0 {
      guard place < bytes.endIndex else { return nil }
      byte = Int(bytes[place])
      place += 1
      if byte == 0xFF {
        guard place < bytes.endIndex, bytes[place] == 0 else { return nil }
        place += 1
      }
      left = 8
    }
    left -= 1
    return byte >> left & 1
  }

  mutating func skip(_ count: Int) -> Bool { (0..<count).allSatisfy { _ in bit() != nil } }

  mutating func bits(_ count: Int) -> Int? {
    var number = 0
    for _ in 0..<count {
      guard let bit = bit() else { return nil }
      number = number << 1 | bit
    }
    return number
  }

  mutating func value(_ table: Table) -> Int? {
    var code = 0
    for length in 1...16 {
      guard let bit = bit() else { return nil }
      code = code << 1 | bit
      if let value = table.value(code, length: length) { return Int(value) }
    }
    return nil
  }

  /// The first number of a block.
  mutating func first(_ table: Table) -> Bool {
    guard let size = value(table), size <= 15 else { return false }
    return skip(size)
  }

  /// 64 numbers, of which the first has a table of its own.
  mutating func block(_ first: Table, _ rest: Table) -> Bool {
    guard self.first(first) else { return false }
    var number = 1
    while number < 64 {
      guard let run = value(rest) else { return false }
      if run & 15 == 0 {
        guard run == 0xF0 else { return true }
        number += 16
      } else {
        number += run >> 4 + 1
        guard skip(run & 15) else { return false }
      }
    }
    return true
  }

  /// Past the mark at which a scan begins afresh.
  mutating func restart() -> Bool {
    left = 0
    guard place + 1 < bytes.endIndex, bytes[place] == 0xFF, (0xD0...0xD7).contains(bytes[place + 1]) else {
      return false
    }
    place += 2
    return true
  }
}
