/// The check sum of PNG's chunks and of ZIP's entries (ISO 3309).
struct CRC32 {
  private var register = UInt32.max

  var sum: Int { Int(~register) }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    let start = register
    register = bytes.withUnsafeBufferPointer { bytes in
      Self.table.withUnsafeBufferPointer { table in
        bytes.reduce(start) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
      }
    }
  }

  static func sum(_ bytes: ArraySlice<UInt8>) -> Int {
    var running = CRC32()
    running.add(bytes)
    return running.sum
  }

  private static let table: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
  }
}
