/// What a file is by its first bytes.
enum FileSignature: Equatable {
  case picture(Picture.Kind)
  /// Something that people take for a picture now and then.
  case known(String)
  case unknown

  init(_ bytes: [UInt8]) {
    let isAt: (String, Int) -> Bool = { text, place in
      bytes.dropFirst(place).starts(with: text.utf8)
    }
    if bytes.starts(with: PNGPicture.signature) {
      self = .picture(.png)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .picture(.jpeg)
    } else if isAt("RIFF", 0), isAt("WEBP", 8) {
      self = .picture(.webp)
    } else if let name = Self.others.first(where: { isAt($0.text, $0.place) })?.name {
      self = .known(name)
    } else {
      self = .unknown
    }
  }

  private static let others: [(text: String, place: Int, name: String)] = [
    ("GIF8", 0, "a GIF"), ("PK\u{3}\u{4}", 0, "a ZIP"), ("%PDF", 0, "a PDF"), ("ftypheic", 4, "a HEIC"),
    ("ftypheix", 4, "a HEIC"), ("ftypmif1", 4, "a HEIC"), ("ftypavif", 4, "an AVIF"), ("BM", 0, "a BMP"),
    ("II*\0", 0, "a TIFF"), ("MM\0*", 0, "a TIFF"), ("<svg", 0, "an SVG"), ("<?xml", 0, "an XML file"),
    ("<!DOCTYPE", 0, "a web page"), ("<html", 0, "a web page"),
  ]
}
