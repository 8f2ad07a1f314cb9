import CZlib

/// Reads a PNG (ISO/IEC 15948) chunk by chunk and keeps those that the picture is drawn from. Text, time,
/// place, colour profile and animation stay behind, and so does what comes after its end.
package struct PNGPicture {
  package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private var kept = signature
  private var seen: Set<String> = []
  private var last = ""
  private var header = Header()

  private struct Header {
    var width = 0
    var height = 0
    var depth = 0
    var colour = 0
  }

  private struct Chunk {
    let type: String
    /// With its length, type and check sum.
    let whole: ArraySlice<UInt8>
    var data: ArraySlice<UInt8> { whole.dropFirst(8).dropLast(4) }
  }

  static func read(_ bytes: [UInt8]) throws(PictureProblem) -> Picture {
    guard bytes.tag(signature.count + 4) != "CgBI" else { throw .apples }
    var png = PNGPicture()
    var place = signature.count
    while png.last != "IEND" {
      guard let chunk = chunk(in: bytes, at: place) else { throw .damaged(.png) }
      guard png.take(chunk) else { throw .damaged(.png) }
      place = chunk.whole.endIndex
    }
    guard png.isWhole else { throw .damaged(.png) }
    return try Picture(.png, width: png.header.width, height: png.header.height, bytes: png.kept)
  }

  private static func chunk(in bytes: [UInt8], at place: Int) -> Chunk? {
    guard let length = bytes.big32(place), length <= bytes.count, let type = bytes.tag(place + 4),
      place + 12 + length <= bytes.count,
      let sum = bytes.big32(place + 8 + length), sum == checksum(bytes[(place + 4)..<(place + 8 + length)])
    else { return nil }
    return Chunk(type: type, whole: bytes[place..<(place + 12 + length)])
  }

  /// By zlib, as the format has it (ISO 3309).
  package static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer { Int(crc32(0, $0.baseAddress, UInt32($0.count))) }
  }

  /// False for what no decoder should be given.
  private mutating func take(_ chunk: Chunk) -> Bool {
    guard seen.isEmpty == (chunk.type == "IHDR") else { return false }
    switch chunk.type {
    case "IHDR": guard read(header: Array(chunk.data)) else { return false }
    case "PLTE":
      guard chunk.data.count % 3 == 0, (3...768).contains(chunk.data.count), !seen.contains("PLTE"),
        !seen.contains("IDAT")
      else { return false }
    // All in one row.
    case "IDAT": guard last == "IDAT" || !seen.contains("IDAT") else { return false }
    case "IEND": guard chunk.data.isEmpty else { return false }
    default: return pass(chunk)
    }
    keep(chunk)
    return true
  }

  /// What a decoder may do without; it stays behind unless it changes how the picture looks.
  private mutating func pass(_ chunk: Chunk) -> Bool {
    guard chunk.type.utf8.count == 4, let first = chunk.type.utf8.first, first & 0x20 != 0 else {
      return false
    }
    guard let size = Self.sizes[chunk.type] else {
      last = chunk.type
      return true
    }
    guard size.contains(chunk.data.count), !seen.contains("IDAT") else { return false }
    if !seen.contains(chunk.type) { keep(chunk) }
    return true
  }

  private static let sizes: [String: ClosedRange<Int>] = [
    "tRNS": 1...256, "gAMA": 4...4, "cHRM": 32...32, "sRGB": 1...1,
  ]

  private mutating func keep(_ chunk: Chunk) {
    kept += chunk.whole
    seen.insert(chunk.type)
    last = chunk.type
  }

  private mutating func read(header data: [UInt8]) -> Bool {
    guard data.count == 13, let width = data.big32(0), let height = data.big32(4) else { return false }
    header = Header(width: width, height: height, depth: Int(data[8]), colour: Int(data[9]))
    let isKnown = Self.depths[header.colour]?.contains(header.depth) ?? false
    return isKnown && data[10] == 0 && data[11] == 0 && data[12] <= 1
  }

  /// The depths that each kind of colour may have.
  private static let depths: [Int: Set<Int>] = [
    0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
  ]

  private var isWhole: Bool { seen.contains("IDAT") && (header.colour != 3 || seen.contains("PLTE")) }
}
