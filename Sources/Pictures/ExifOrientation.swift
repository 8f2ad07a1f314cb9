/// How the camera was held, out of all that Exif may say.
struct ExifOrientation: Equatable {
  static let signature = Array("Exif\0\0".utf8)

  /// 2 to 8; an upright picture needs no word.
  let turn: Int

  /// Looks into the first directory of the TIFF that Exif is.
  init?(_ data: [UInt8]) {
    let tiff = Array(data.dropFirst(Self.signature.count))
    let isBig = tiff.starts(with: "MM\0*".utf8)
    guard isBig || tiff.starts(with: "II*\0".utf8) else { return nil }
    let word = { (place: Int) in isBig ? tiff.big16(place) : tiff.little16(place) }
    let start = isBig ? tiff.big32(4) : tiff.little32(4)
    guard let start, let count = word(start) else { return nil }
    for entry in (0..<count).lazy.map({ start + 2 + $0 * 12 }) {
      guard let tag = word(entry), let kind = word(entry + 2), let turn = word(entry + 8) else { return nil }
      guard tag == Self.tag else { continue }
      guard kind == Self.short, (2...8).contains(turn) else { return nil }
      self.turn = turn
      return
    }
    return nil
  }

  private static let tag = 0x0112
  private static let short = 3

  /// A segment that says this and nothing else.
  var segment: [UInt8] {
    Self.signature + Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1]
      + [0, UInt8(turn), 0, 0, 0, 0, 0, 0]
  }
}
