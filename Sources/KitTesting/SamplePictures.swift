import Foundation
import Pictures

/// Real pictures of 3 by 2 pixels, as a browser makes them, and what people and their cameras add.
package enum SamplePictures {
  package static let png = bytes(
    """
    iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAEklEQVR4AWIyXlX+H4aZGJAAAAAA//9V7EWYAAAABklEQVQDAIUWBv54\
    EYo4AAAAAElFTkSuQmCC
    """)

  package static let jpeg = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8\
    ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAAR\
    CAACAAMDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAB\
    Bf/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AAAT3//Z
    """)

  /// Lossy, then lossy with transparency, then lossless: the chunks that a picture is drawn from.
  package static let lossy = webp(("VP8 ", bytes("cAEAnQEqAwACAAQAaCWgAnQBoAAAjiA+6Pnt/HLNAAA=")))
  package static let transparent = webp(
    ("VP8X", [0x10, 0, 0, 0, 2, 0, 0, 1, 0, 0]), ("ALPH", bytes("AAAAgIAAgIA=")),
    ("VP8 ", bytes("MAEAnQEqAwACAAQAaCUAAG4AAP6W5+qtvqq6ZfEAAAA=")))
  package static let lossless = webp(("VP8L", bytes("LwJAABAPMJ8jM24DGPBQCCAACpqI/scD")))

  private static func bytes(_ base64: String) -> [UInt8] { Array(Data(base64Encoded: base64) ?? Data()) }
}

/// Building blocks of files.
extension SamplePictures {
  package static func webp(_ chunks: (String, [UInt8])...) -> [UInt8] {
    var content = Array("WEBP".utf8)
    for (type, data) in chunks {
      content += type.utf8
      content.appendLittle32(data.count)
      content += data + (data.count % 2 == 1 ? [0] : [])
    }
    var file = Array("RIFF".utf8)
    file.appendLittle32(content.count)
    return file + content
  }

  package static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return number(data.count) + content + number(PNGPicture.checksum(content[...]))
  }

  package static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 0xFF)] + data
  }

  package static func number(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(number >> $0 & 0xFF) }
  }

  /// Puts something into a PNG, behind its header.
  package static func png(adding chunks: [UInt8]...) -> [UInt8] {
    Array(png[..<33]) + chunks.flatMap(\.self) + Array(png[33...])
  }

  package static func png(width: Int, height: Int) -> [UInt8] {
    PNGPicture.signature + chunk("IHDR", number(width) + number(height) + [8, 6, 0, 0, 0])
      + Array(png[33...])
  }

  /// Puts something into a JPEG, behind its beginning.
  package static func jpeg(adding segments: [UInt8]...) -> [UInt8] {
    [0xFF, 0xD8] + segments.flatMap(\.self) + Array(jpeg[2...])
  }

  /// Of blocks that hold nothing, two bits each: of three colours, the first in `share` by `share` blocks, or of one
  /// where that is none. It begins afresh after each `restart` units.
  package static func jpeg(side: Int, share: Int, restart: Int) -> [UInt8] {
    let parts = share == 0 ? [1] : [share, 1, 1]
    let ids = (1...parts.count).map(UInt8.init)
    let table = [UInt8(1)] + [UInt8](repeating: 0, count: 16)
    let frame = zip(ids, parts).flatMap { id, share -> [UInt8] in [id, UInt8(share << 4 | share), 0] }
    let scan = ids.flatMap { id -> [UInt8] in [id, 0] }
    let blocks = parts.count == 1 ? 1 : parts.reduce(0) { $0 + $1 * $1 }
    let across = (side + 8 * max(share, 1) - 1) / (8 * max(share, 1))
    return [0xFF, 0xD8] + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
      + segment(0xC0, [8, 0, UInt8(side), 0, UInt8(side), UInt8(parts.count)] + frame)
      + segment(0xC4, [0] + table + [0x10] + table) + segment(0xDD, [0, UInt8(restart)])
      + segment(0xDA, [UInt8(parts.count)] + scan + [0, 63, 0])
      + emptyBlocks(across * across, of: blocks, restart) + [0xFF, 0xD9]
  }

  /// Of four blocks of one colour in four scans, the last of which goes on with what the second has begun: ten
  /// numbers of each block, in codes `0` for a number, `10` for the end of a block and `110` with two bits for that of
  /// four to seven. `isExact`: no number is left to be made more exact.
  package static func progressive(
    lastBits: String, isExact: Bool = true, side: (UInt8, UInt8) = (0, 16)
  ) -> [UInt8] {
    let codes: [UInt8] = [1, 1, 1] + [UInt8](repeating: 0, count: 13) + [0x01, 0x00, 0x20]
    let block = String(repeating: "01", count: 10) + "10"
    let exact: UInt8 = isExact ? 0x10 : 0x21
    return [0xFF, 0xD8] + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
      + segment(0xC2, [8, side.0, side.1, side.0, side.1, 1, 1, 0x11, 0])
      + segment(0xC4, [0, 1] + [UInt8](repeating: 0, count: 16)) + segment(0xC4, [0x10] + codes)
      + scan(0, 0, 0x01, "0000")
      + scan(1, 63, 0x01, String(repeating: block, count: 4))
      + scan(0, 0, exact, "0000")
      + scan(1, 63, exact, lastBits) + [0xFF, 0xD9]
  }

  /// Of one colour: what is left of the last byte is filled with ones, and behind FF stands a nought.
  private static func scan(_ first: UInt8, _ last: UInt8, _ exactness: UInt8, _ bits: String) -> [UInt8] {
    let bytes = stride(from: 0, to: bits.count, by: 8).map { start in
      let byte = String(bits.dropFirst(start).prefix(8))
      return UInt8(byte + String(repeating: "1", count: 8 - byte.count), radix: 2) ?? 0
    }
    return segment(0xDA, [1, 1, 0, first, last, exactness]) + bytes.flatMap { $0 == 0xFF ? [$0, 0] : [$0] }
  }

  private static func emptyBlocks(_ units: Int, of blocks: Int, _ restart: Int) -> [UInt8] {
    stride(from: 0, to: units, by: restart).flatMap { unit -> [UInt8] in
      let bits = min(restart, units - unit) * blocks * 2
      // What is left of the last byte is filled with ones.
      let data = [UInt8](repeating: 0, count: bits / 8) + (bits % 8 == 0 ? [] : [UInt8(0xFF) >> (bits % 8)])
      return unit == 0 ? data : [0xFF, 0xD0 + UInt8((unit / restart - 1) % 8)] + data
    }
  }

  /// Exif of a camera that was held sideways in somebody's garden.
  package static func exif(turn: UInt8, isBig: Bool = true) -> [UInt8] {
    let order: ([UInt8]) -> [UInt8] = { isBig ? $0 : $0.reversed() }
    let entry = { (tag: Int, kind: UInt8, count: UInt8, value: [UInt8]) -> [UInt8] in
      order([UInt8(tag >> 8), UInt8(tag & 0xFF)]) + order([0, kind]) + order([0, 0, 0, count]) + value
    }
    let head = isBig ? Array("MM\0*".utf8) : Array("II*\0".utf8)
    return Array("Exif\0\0".utf8) + head + order([0, 0, 0, 8]) + order([0, 2])
      + entry(0x0112, 3, 1, order([0, turn]) + [0, 0]) + entry(0x8825, 4, 1, order([0, 0, 0, 60]))
      + order([0, 0, 0, 0]) + Array("GPS 52.5200 13.4050 CameraSerial".utf8)
  }
}
