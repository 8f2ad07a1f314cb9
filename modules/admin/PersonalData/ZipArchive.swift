import Foundation
import Kit

/// Writes a ZIP file (APPNOTE 6.3), each entry stored as it is: an archive that every system opens. No entry
/// and no archive passes four gigabytes.
struct ZipArchive {
  private let file: FileHandle
  private var directory = Data()
  private var count: UInt16 = 0
  private var offset: UInt32 = 0

  init(_ file: FileHandle) { self.file = file }

  mutating func add(_ name: String, _ bytes: [UInt8]) throws {
    guard UInt64(offset) + UInt64(bytes.count) + UInt64(directory.count) < 4_000_000_000, count < .max else {
      throw ArchiveError(description: "the archive would pass four gigabytes")
    }
    let facts = Self.facts(bytes, nameLength: name.utf8.count)
    var head = Self.numbers(0x0403_4B50 as UInt32) + facts
    head.append(contentsOf: name.utf8)
    try file.write(contentsOf: head)
    try file.write(contentsOf: bytes)
    directory += Self.numbers(0x0201_4B50 as UInt32) + Self.numbers(20 as UInt16) + facts
    // No comment, first disk, no attributes, and where its head lies.
    directory += Data(count: 10) + Self.numbers(offset)
    directory.append(contentsOf: name.utf8)
    count += 1
    offset += UInt32(head.count + bytes.count)
  }

  /// The table of contents, without which it is no archive.
  func finish() throws {
    try file.write(contentsOf: directory)
    try file.write(
      contentsOf: Self.numbers(0x0605_4B50 as UInt32) + Data(count: 4) + Self.numbers(count)
        + Self.numbers(count) + Self.numbers(UInt32(directory.count)) + Self.numbers(offset) + Data(count: 2))
  }

  /// What both heads of an entry share: version 2.0, names in UTF-8, stored, 1 January 1980, checksum, size
  /// twice, length of the name, nothing extra.
  private static func facts(_ bytes: [UInt8], nameLength: Int) -> Data {
    numbers(20 as UInt16) + numbers(0x0800 as UInt16) + numbers(0 as UInt16) + numbers(0 as UInt16)
      + numbers(0x0021 as UInt16) + numbers(checksum(bytes)) + numbers(UInt32(bytes.count))
      + numbers(UInt32(bytes.count)) + numbers(UInt16(nameLength)) + numbers(0 as UInt16)
  }

  private static func numbers(_ number: some FixedWidthInteger) -> Data {
    withUnsafeBytes(of: number.littleEndian) { Data($0) }
  }

  /// CRC-32 (ISO 3309), as ZIP wants it.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
  }
}

/// Why an archive could not be written, for the operator.
struct ArchiveError: PlainError {
  let description: String
}
