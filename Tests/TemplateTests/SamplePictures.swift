import Foundation

@testable import Template

/// Real pictures of 3 by 2 pixels, as a browser makes them, and what people and their cameras add.
enum SamplePictures {
  static let png = bytes(
    """
    iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAEklEQVR4AWIyXlX+H4aZGJAAAAAA//9V7EWYAAAABklEQVQDAIUWBv54\
    EYo4AAAAAElFTkSuQmCC
    """)

  static let jpeg = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8\
    ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAAR\
    CAACAAMDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAB\
    Bf/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AAAT3//Z
    """)

  /// Lossy, then lossy with transparency, then lossless: the chunks that a picture is drawn from.
  static let lossy = webp(("VP8 ", bytes("cAEAnQEqAwACAAQAaCWgAnQBoAAAjiA+6Pnt/HLNAAA=")))
  static let transparent = webp(
    ("VP8X", [0x10, 0, 0, 0, 2, 0, 0, 1, 0, 0]), ("ALPH", bytes("AAAAgIAAgIA=")),
    ("VP8 ", bytes("MAEAnQEqAwACAAQAaCUAAG4AAP6W5+qtvqq6ZfEAAAA=")))
  static let lossless = webp(("VP8L", bytes("LwJAABAPMJ8jM24DGPBQCCAACpqI/scD")))

  private static func bytes(_ base64: String) -> [UInt8] { Array(Data(base64Encoded: base64) ?? Data()) }
}

/// Building blocks of files.
extension SamplePictures {
  static func webp(_ chunks: (String, [UInt8])...) -> [UInt8] {
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

  static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return number(data.count) + content + number(CRC32.sum(content[...]))
  }

  static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 0xFF)] + data
  }

  static func number(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(number >> $0 & 0xFF) }
  }

  /// Puts something into a PNG, behind its header.
  static func png(adding chunks: [UInt8]...) -> [UInt8] {
    Array(png[..<33]) + chunks.flatMap(\.self) + Array(png[33...])
  }

  static func png(width: Int, height: Int) -> [UInt8] {
    PNGPicture.signature + chunk("IHDR", number(width) + number(height) + [8, 6, 0, 0, 0])
      + Array(png[33...])
  }

  /// Puts something into a JPEG, behind its beginning.
  static func jpeg(adding segments: [UInt8]...) -> [UInt8] {
    [0xFF, 0xD8] + segments.flatMap(\.self) + Array(jpeg[2...])
  }

  /// Exif of a camera that was held sideways in somebody's garden.
  static func exif(turn: UInt8, isBig: Bool = true) -> [UInt8] {
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
