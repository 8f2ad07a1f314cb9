/// Reads a WebP (RFC 9649) chunk by chunk and writes it anew from its one frame and its transparency.
struct WebPPicture {
  private struct Frame {
    let type: String
    let data: ArraySlice<UInt8>
    let width: Int
    let height: Int
  }

  private var frame: Frame?
  private var alpha: ArraySlice<UInt8>?

  static func read(_ bytes: [UInt8]) throws(PictureProblem) -> Picture {
    guard let length = bytes.little32(4), length >= 4, length <= bytes.count - 8 else {
      throw .damaged(.webp)
    }
    var webp = WebPPicture()
    var place = 12
    while place < 8 + length {
      guard let size = bytes.little32(place + 4), let type = bytes.tag(place), place + 8 + size <= 8 + length
      else { throw .damaged(.webp) }
      try webp.take(type, Array(bytes[(place + 8)..<(place + 8 + size)]))
      place += 8 + size + size % 2
    }
    guard let frame = webp.frame else { throw .damaged(.webp) }
    return try Picture(.webp, width: frame.width, height: frame.height, bytes: webp.whole(frame))
  }

  /// The first frame counts; what comes after it is none of the picture.
  private mutating func take(_ type: String, _ data: [UInt8]) throws(PictureProblem) {
    switch type {
    case "ANIM", "ANMF": throw .moving
    case "ALPH" where frame == nil && alpha == nil: alpha = data[...]
    case "VP8 " where frame == nil:
      guard let lossy = Self.lossy(data) else { throw .damaged(.webp) }
      frame = lossy
    case "VP8L" where frame == nil:
      guard let lossless = Self.lossless(data) else { throw .damaged(.webp) }
      frame = lossless
    default: break
    }
  }

  /// A key frame of VP8 (RFC 6386 9.1), as long as it says.
  private static func lossy(_ data: [UInt8]) -> Frame? {
    guard let tag = data.little24(0), data.count > 10, tag & 1 == 0, tag >> 5 <= data.count - 10,
      data[3] == 0x9D, data[4] == 0x01, data[5] == 0x2A, let width = data.little16(6),
      let height = data.little16(8)
    else { return nil }
    return Frame(type: "VP8 ", data: data[...], width: width & 0x3FFF, height: height & 0x3FFF)
  }

  private static func lossless(_ data: [UInt8]) -> Frame? {
    guard data.count > 5, data[0] == 0x2F, let word = data.little32(1), word >> 29 == 0 else { return nil }
    return Frame(
      type: "VP8L", data: data[...], width: (word & 0x3FFF) + 1, height: (word >> 14 & 0x3FFF) + 1)
  }

  /// A frame alone, or after a head that announces its transparency.
  private func whole(_ frame: Frame) -> [UInt8] {
    var chunks: [UInt8] = []
    if frame.type == "VP8 ", let alpha {
      let sides = [frame.width - 1, frame.height - 1].flatMap { side in
        (0..<3).map { UInt8(side >> ($0 * 8) & 0xFF) }
      }
      Self.append("VP8X", ([0x10, 0, 0, 0] + sides)[...], to: &chunks)
      Self.append("ALPH", alpha, to: &chunks)
    }
    Self.append(frame.type, frame.data, to: &chunks)
    var bytes = Array("RIFF".utf8)
    bytes.appendLittle32(chunks.count + 4)
    return bytes + Array("WEBP".utf8) + chunks
  }

  private static func append(_ type: String, _ data: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    bytes += type.utf8
    bytes.appendLittle32(data.count)
    bytes += data
    if data.count % 2 == 1 { bytes.append(0) }
  }
}
