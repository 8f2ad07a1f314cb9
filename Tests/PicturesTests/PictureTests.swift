import Foundation
import KitTesting
import Testing

@testable import Pictures

/// What strangers send as a picture: taken whole and bare, or not at all.
@Suite struct PictureTests {
  private typealias Sample = SamplePictures

  private func holds(_ picture: Picture, _ text: String) -> Bool {
    Data(picture.bytes).range(of: Data(text.utf8)) != nil
  }

  @Test(arguments: [
    (Sample.png, Picture.Kind.png), (Sample.jpeg, .jpeg), (Sample.lossy, .webp), (Sample.transparent, .webp),
    (Sample.lossless, .webp),
  ])
  func `a bare picture comes through byte for byte`(file: [UInt8], kind: Picture.Kind) throws {
    let picture = try Picture(file)
    #expect(picture.kind == kind && picture.width == 3 && picture.height == 2)
    #expect(picture.bytes == file)
  }

  @Test func `a PNG loses its words, place, time, profile and movement`() throws {
    let file = Sample.png(
      adding: Sample.chunk("tEXt", Array("Comment\0at home".utf8)),
      Sample.chunk("iTXt", Array("XMP secret".utf8)),
      Sample.chunk("eXIf", Sample.exif(turn: 6)), Sample.chunk("tIME", [7, 234, 1, 1, 0, 0, 0]),
      Sample.chunk("iCCP", Array("profile".utf8)), Sample.chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]))
    #expect(try Picture(file).bytes == Sample.png)
  }

  @Test func `what changes how a PNG looks stays`() throws {
    let file = Sample.png(adding: Sample.chunk("gAMA", Sample.number(45_455)))
    #expect(try Picture(file).bytes == file)
  }

  @Test func `a JPEG loses place, camera, comment, profile and thumbnail`() throws {
    let picture = try Picture(
      Sample.jpeg(
        adding: Sample.segment(0xE1, Sample.exif(turn: 1)), Sample.segment(0xFE, Array("at home".utf8)),
        Sample.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret".utf8)),
        Sample.segment(0xE2, Array("ICC_PROFILE\0\u{1}\u{1}secret".utf8)),
        Sample.segment(0xED, Array("Photoshop 3.0\0secret".utf8))))
    #expect(picture.bytes == Sample.jpeg)

    let small = Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 1, 1] + [9, 9, 9]
    let withThumbnail = [0xFF, 0xD8] + Sample.segment(0xE0, small) + Array(Sample.jpeg[20...])
    #expect(try Picture(withThumbnail).bytes == Sample.jpeg)
  }

  @Test(arguments: [true, false])
  func `of Exif only how the camera was held stays`(isBig: Bool) throws {
    let picture = try Picture(
      Sample.jpeg(adding: Sample.segment(0xE1, Sample.exif(turn: 6, isBig: isBig))))
    #expect(holds(picture, "Exif\0\0") && !holds(picture, "GPS") && !holds(picture, "Serial"))
    #expect(ExifOrientation(ExifOrientation(Sample.exif(turn: 6, isBig: isBig))?.segment ?? [])?.turn == 6)
    #expect(try Picture(picture.bytes) == picture)
  }

  @Test func `a WebP loses Exif, XMP and profile, and keeps its transparency`() throws {
    let frame = Array(Sample.lossy[20...]).dropLast(0)
    let file = Sample.webp(
      ("VP8X", [0x2C, 0, 0, 0, 2, 0, 0, 1, 0, 0]), ("ICCP", Array("Google Inc. 2016".utf8)),
      ("VP8 ", Array(frame)), ("EXIF", Sample.exif(turn: 1)), ("XMP ", Array("secret".utf8)))
    let picture = try Picture(file)
    #expect(!holds(picture, "GPS") && !holds(picture, "secret") && !holds(picture, "Google"))
    #expect(picture.bytes == Sample.lossy)
  }

  @Test(arguments: [Sample.png, Sample.jpeg, Sample.lossy])
  func `what hangs on behind is cut off`(file: [UInt8]) throws {
    #expect(try Picture(file + Array("PK\u{3}\u{4}<script>alert(1)</script>".utf8)).bytes == file)
  }

  @Test(arguments: [Sample.png, Sample.jpeg, Sample.lossy, Sample.transparent, Sample.lossless])
  func `cut short anywhere, it is refused`(file: [UInt8]) {
    let end = file == Sample.jpeg ? file.count - 2 : file.count
    for length in 0..<end {
      #expect(throws: PictureProblem.self) { try Picture(Array(file[..<length])) }
    }
  }

  @Test(arguments: [1, 2])
  func `a JPEG that lacks its end mark alone is taken, with it`(missing: Int) throws {
    #expect(try Picture(Array(Sample.jpeg.dropLast(missing))).bytes == Sample.jpeg)
    for (side, share, restart) in [(9, 0, 2), (40, 1, 3), (40, 2, 1), (33, 2, 200)] {
      let whole = Sample.jpeg(side: side, share: share, restart: restart)
      #expect(try Picture(whole).bytes == whole)
      #expect(try Picture(Array(whole.dropLast(missing))).bytes == whole)
      #expect(throws: PictureProblem.damaged(.jpeg)) { try Picture(Array(whole.dropLast(3))) }
    }
  }

  @Test func `a progressive JPEG is taken without its end mark where its last scan is whole`() throws {
    // All blocks at once, each by itself, and the first with a number that none has begun.
    let ten = "1111111111"
    for bits in [
      "11000\(ten)\(ten)\(ten)\(ten)", "10\(ten)10\(ten)10\(ten)10\(ten)",
      "01\(ten)1011000\(ten)\(ten)\(ten)",
    ] {
      let whole = Sample.progressive(lastBits: bits)
      #expect(try Picture(whole).bytes == whole)
      for missing in 1...2 { #expect(try Picture(Array(whole.dropLast(missing))).bytes == whole) }
      for missing in 4...8 {
        #expect(throws: PictureProblem.damaged(.jpeg)) { try Picture(Array(whole.dropLast(missing))) }
      }
    }
    let blurred = Sample.progressive(lastBits: "11000\(ten)\(ten)\(ten)\(ten)", isExact: false)
    #expect(try Picture(blurred).bytes == blurred)
    #expect(throws: PictureProblem.damaged(.jpeg)) { try Picture(Array(blurred.dropLast(2))) }
  }

  /// Of the largest that a head can say, each block would take eight bytes and a step a scan.
  @Test func `one that is too large is called so, and not looked through`() {
    let vast = Sample.progressive(lastBits: "11000", side: (0xFF, 0xDC))
    #expect(throws: PictureProblem.large(65_500, 65_500)) { try Picture(Array(vast.dropLast(2))) }
  }

  @Test func `a PNG of Apple's own is called so, with what to do`() {
    let file = PNGPicture.signature + Sample.chunk("CgBI", [0x50, 0, 0x20, 6]) + Sample.png.dropFirst(8)
    #expect(throws: PictureProblem.apples) { try Picture(file) }
    #expect(PictureProblem.apples.sentence(name: "me.png").contains("save or share it as JPEG"))
  }

  @Test(arguments: [Sample.png, Sample.jpeg, Sample.lossy, Sample.transparent, Sample.lossless])
  func `one byte changed anywhere, it is refused or taken, and never more than that`(file: [UInt8]) {
    for place in file.indices {
      var damaged = file
      damaged[place] ^= 0xFF
      guard let picture = try? Picture(damaged) else { continue }
      #expect((try? Picture(picture.bytes)) == picture)
    }
  }

  @Test func `no pixels and too many are refused`() throws {
    #expect(throws: PictureProblem.damaged(.png)) { try Picture(Sample.png(width: 0, height: 0)) }
    #expect(throws: PictureProblem.large(4097, 1)) { try Picture(Sample.png(width: 4097, height: 1)) }
    #expect(throws: PictureProblem.large(60_000, 60_000)) {
      try Picture(Sample.png(width: 60_000, height: 60_000))
    }
    #expect(try Picture(Sample.png(width: 4096, height: 4096)).width == 4096)
    #expect(throws: PictureProblem.heavy) {
      try Picture(Sample.png + [UInt8](repeating: 0, count: 1_000_000))
    }
  }

  @Test func `a WebP that moves is refused`() {
    let file = Sample.webp(("VP8X", [0x02, 0, 0, 0, 2, 0, 0, 1, 0, 0]), ("ANIM", [0, 0, 0, 0, 0, 0]))
    #expect(throws: PictureProblem.moving) { try Picture(file) }
  }

  @Test func `a file that only says it is a picture is called what it is`() {
    func sentence(_ text: String, _ name: String) -> String? {
      do {
        _ = try Picture(Array(text.utf8))
        return nil
      } catch { return error.sentence(name: name) }
    }
    #expect(sentence("PK\u{3}\u{4}rest", "me.png")?.contains("(it says PNG, it is a ZIP)") == true)
    #expect(sentence("GIF89a", "me.gif")?.contains("(it is a GIF)") == true)
    #expect(sentence("<svg onload=alert(1)>", "me.jpg")?.contains("(it says JPEG, it is an SVG)") == true)
    #expect(sentence("hello", "me.txt")?.hasPrefix("This file is not a picture we can read. ") == true)
    #expect(sentence("", "")?.isEmpty == false)
  }
}
