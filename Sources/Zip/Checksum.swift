import CZlib

/// The check sum of ZIP's entries (ISO 3309), by zlib.
struct Checksum {
  private var register = crc32(0, nil, 0)

  var sum: Int { Int(register) }

  mutating func add(_ bytes: [UInt8]) {
    // zlib begins anew where it is given nothing.
    guard !bytes.isEmpty else { return }
    register = bytes.withUnsafeBufferPointer { crc32(register, $0.baseAddress, UInt32($0.count)) }
  }

  static func of(_ bytes: [UInt8]) -> Int {
    var running = Checksum()
    running.add(bytes)
    return running.sum
  }
}
