import Foundation

/// A ZIP archive that somebody brought (APPNOTE 6.3), read from the directory at its end with hard limits, an
/// entry at a time. Nothing of it is ever put on the disk under the names it gives.
package struct ZipFile: Sendable {
  package struct Entry: Sendable {
    package let name: String
    /// Unpacked, as the directory says.
    let size: Int
    fileprivate let packed: Int
    fileprivate let isDeflated: Bool
    fileprivate let sum: Int
    fileprivate let place: Int
  }

  static let mostEntries = 20_000
  /// Of all entries together, unpacked.
  static let mostBytes = 512 << 20
  /// How many times as large as packed something may be that is larger than a megabyte.
  static let mostTimes = 200

  package let entries: [Entry]
  private let bytes: Data
  private let directory: Int

  package static func isOne(_ bytes: Data) -> Bool { bytes.starts(with: Array("PK".utf8)) }

  package init(_ bytes: Data) throws(ZipFault) {
    let reader = ZipReader(bytes)
    let end = try Self.end(reader)
    let (count, length) = (try reader.short(end + 10), try reader.long(end + 12))
    let start = try reader.long(end + 16)
    guard count < 0xFFFF, length < 0xFFFF_FFFF, start < 0xFFFF_FFFF, !reader.has(0x0706_4B50, at: end - 20)
    else { throw .zip64 }
    guard try reader.short(end + 4) == 0, try reader.short(end + 8) == count, start + length <= end else {
      throw .damaged
    }
    guard count <= Self.mostEntries else { throw .entries }
    (self.bytes, directory) = (bytes, start)
    entries = try Self.entries(reader, count, from: start, to: start + length)
  }

  /// The record at the end, after which there may be a comment.
  private static func end(_ reader: ZipReader) throws(ZipFault) -> Int {
    guard reader.count >= 22 else { throw .noZip }
    for place in stride(from: reader.count - 22, through: max(0, reader.count - 22 - 0xFFFF), by: -1)
    where reader.has(0x0605_4B50, at: place) {
      if try place + 22 + reader.short(place + 20) == reader.count { return place }
    }
    throw reader.has(0x0403_4B50, at: 0) ? ZipFault.damaged : .noZip
  }

  private static func entries(
    _ reader: ZipReader, _ count: Int, from start: Int, to end: Int
  ) throws(ZipFault) -> [Entry] {
    var (entries, place, total) = ([Entry](), start, 0)
    for _ in 0..<count {
      guard reader.has(0x0201_4B50, at: place), place + 46 <= end else { throw .damaged }
      let (entry, next) = try Self.entry(reader, place)
      guard next <= end else { throw .damaged }
      place = next
      total += entry.size
      guard total <= mostBytes else { throw .heavy }
      if !entry.name.hasSuffix("/") { entries.append(entry) }
    }
    return entries
  }

  private static func entry(_ reader: ZipReader, _ place: Int) throws(ZipFault) -> (Entry, next: Int) {
    guard try reader.short(place + 8) & 0x2041 == 0 else { throw .encrypted }
    let method = try reader.short(place + 10)
    guard method == 0 || method == 8 else { throw .unknownMethod }
    let (packed, size) = (try reader.long(place + 20), try reader.long(place + 24))
    let local = try reader.long(place + 42)
    guard packed < 0xFFFF_FFFF, size < 0xFFFF_FFFF, local < 0xFFFF_FFFF else { throw .zip64 }
    guard size <= 1 << 20 || size / mostTimes <= packed else { throw .bomb }
    let length = try reader.short(place + 28)
    let name = String(decoding: try reader.part(place + 46, length), as: UTF8.self)
    guard isInside(name) else { throw .names }
    let entry = Entry(
      name: name, size: size, packed: packed, isDeflated: method == 8, sum: try reader.long(place + 16),
      place: local)
    return (entry, place + 46 + length + (try reader.short(place + 30)) + (try reader.short(place + 32)))
  }

  private static func isInside(_ name: String) -> Bool {
    let isPlain = !name.isEmpty && !name.unicodeScalars.contains { "\\:\0".unicodeScalars.contains($0) }
    return isPlain && !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
  }

  /// What an entry holds, if it is not larger than `most`.
  package func read(_ entry: Entry, most: Int) throws(ZipFault) -> [UInt8] {
    guard entry.size <= most else { throw .large }
    let reader = ZipReader(bytes)
    guard reader.has(0x0403_4B50, at: entry.place) else { throw .damaged }
    guard try reader.short(entry.place + 6) & 0x2041 == 0 else { throw .encrypted }
    let start =
      try entry.place + 30 + reader.short(entry.place + 26) + reader.short(entry.place + 28)
    guard start + entry.packed <= directory else { throw .damaged }
    let packed = try reader.part(start, entry.packed)
    let content = try entry.isDeflated ? Deflate.unpack(packed, size: entry.size) : packed
    guard content.count == entry.size, Checksum.of(content) == entry.sum else { throw .damaged }
    return content
  }
}

/// Numbers of a ZIP archive, the smallest byte first, never past its end.
struct ZipReader {
  private let bytes: Data
  var count: Int { bytes.count }

  init(_ bytes: Data) { self.bytes = bytes }

  func short(_ place: Int) throws(ZipFault) -> Int { try number(place, 2) }
  func long(_ place: Int) throws(ZipFault) -> Int { try number(place, 4) }
  func has(_ signature: Int, at place: Int) -> Bool { (try? number(place, 4)) == signature }

  func part(_ place: Int, _ length: Int) throws(ZipFault) -> [UInt8] {
    guard place >= 0, length >= 0, length <= count, place <= count - length else { throw .damaged }
    return Array(bytes[(bytes.startIndex + place)..<(bytes.startIndex + place + length)])
  }

  private func number(_ place: Int, _ width: Int) throws(ZipFault) -> Int {
    guard place >= 0, place <= count - width else { throw .damaged }
    return (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[bytes.startIndex + place + $1]) }
  }
}
