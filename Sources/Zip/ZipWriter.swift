import Foundation
import Kit

/// Writes a ZIP archive (APPNOTE 6.3) as it goes, without knowing at the beginning what will come. Throws
/// `ZipFull` instead of one that would need ZIP64.
package struct ZipWriter {
  private let write: ([UInt8]) throws -> Void
  private let time: Int
  private let day: Int
  private var place = 0
  private var directory: [UInt8] = []
  private var count = 0

  package init(at now: Moment, to write: @escaping ([UInt8]) throws -> Void) {
    let parts = now.iso.split { !$0.isNumber }.compactMap { Int($0) }
    self.write = write
    day = max(0, parts[0] - 1980) << 9 | parts[1] << 5 | parts[2]
    time = parts[3] << 11 | parts[4] << 5 | parts[5] / 2
  }

  /// A text that is made part by part: `fill` hands the parts on.
  package mutating func add(_ name: String, _ fill: (@escaping ([UInt8]) throws -> Void) throws -> Void)
    throws
  {
    guard let content = Content() else { throw CocoaError(.fileWriteUnknown) }
    let start = place
    // Its sizes follow what it holds.
    let head = head(Self.follows, method: 8)
    try put([0x50, 0x4B, 3, 4] + head + Self.long(0) + Self.long(0) + Self.long(0) + tail(name))
    let write = write
    try fill { try write(content.take($0)) }
    try write(content.take([], isLast: true))
    place += content.packed
    let sizes = Self.long(content.sum) + Self.long(content.packed) + Self.long(content.size)
    try put([0x50, 0x4B, 7, 8] + sizes)
    try note(name, head, sizes, start)
  }

  /// What is packed already, as it is.
  package mutating func add(_ name: String, asItIs bytes: [UInt8]) throws {
    let (start, head) = (place, head(0, method: 0))
    let sizes = Self.long(Checksum.of(bytes)) + Self.long(bytes.count) + Self.long(bytes.count)
    try put([0x50, 0x4B, 3, 4] + head + sizes + tail(name) + bytes)
    try note(name, head, sizes, start)
  }

  package mutating func finish() throws {
    let (start, length) = (place, directory.count)
    try put(directory)
    let counts = Self.short(0) + Self.short(0) + Self.short(count) + Self.short(count)
    try put([0x50, 0x4B, 5, 6] + counts + Self.long(length) + Self.long(start) + Self.short(0))
  }

  /// Bytes and entries that the table of contents can tell of.
  private static let (most, mostEntries) = (4_000_000_000, 65_534)

  /// Names are UTF-8; sizes come behind the content.
  private static let (names, follows) = (0x0800, 0x0008)

  private func head(_ flags: Int, method: Int) -> [UInt8] {
    [20, flags | Self.names, method, time, day].flatMap(Self.short)
  }

  private func tail(_ name: String) -> [UInt8] {
    Self.short(name.utf8.count) + Self.short(0) + Array(name.utf8)
  }

  private mutating func note(_ name: String, _ head: [UInt8], _ sizes: [UInt8], _ start: Int) throws {
    guard place + directory.count < Self.most, count < Self.mostEntries else { throw ZipFull() }
    directory += [0x50, 0x4B, 1, 2] + Self.short(20) + head + sizes
    directory += Self.short(name.utf8.count) + [UInt8](repeating: 0, count: 12) + Self.long(start)
    directory += Array(name.utf8)
    count += 1
  }

  private mutating func put(_ bytes: [UInt8]) throws {
    try write(bytes)
    place += bytes.count
  }

  private static func short(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
  private static func long(_ number: Int) -> [UInt8] { short(number & 0xFFFF) + short(number >> 16) }

  /// What went through an entry.
  private final class Content {
    private let packer: Deflate.Packer
    private var running = Checksum()
    private(set) var size = 0
    private(set) var packed = 0
    var sum: Int { running.sum }

    package init?() {
      guard let packer = Deflate.Packer() else { return nil }
      self.packer = packer
    }

    package func take(_ bytes: [UInt8], isLast: Bool = false) -> [UInt8] {
      running.add(bytes)
      size += bytes.count
      let ready = packer.pack(bytes, isLast: isLast)
      packed += ready.count
      return ready
    }
  }
}

/// An archive would pass four gigabytes, or the number of entries that one may have.
package struct ZipFull: PlainError {
  package let description = "the archive would pass four gigabytes or 65,534 files"
}
