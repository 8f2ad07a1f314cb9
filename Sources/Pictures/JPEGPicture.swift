/// Reads a JPEG (ITU T.81) segment by segment and keeps those that it is drawn from. Of Exif only how the
/// camera was held stays, else pictures would lie on their side; thumbnails, places and comments do not.
struct JPEGPicture {
  private let bytes: [UInt8]
  private var place = 2
  private var body: [UInt8] = []
  private var jfif: [UInt8] = []
  private var orientation: ExifOrientation?
  private var hasExif = false
  private var adobe: [UInt8] = []
  private var size: (width: Int, height: Int)?
  private var scans = 0
  private var tail = JPEGTail()
  /// It ends with its last scan, whole.
  private var isDrawn = false

  /// A progressive picture has about ten; hundreds only keep a reader's browser busy.
  private static let mostScans = 100

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func read(_ bytes: [UInt8]) throws(PictureProblem) -> Picture {
    var jpeg = JPEGPicture(bytes)
    while let marker = jpeg.marker() {
      if marker == 0xD9 { return try jpeg.picture() }
      guard let segment = jpeg.segment(), jpeg.take(marker, segment) else { break }
    }
    if jpeg.isDrawn { return try jpeg.picture() }
    throw .damaged(.jpeg)
  }

  private func picture() throws(PictureProblem) -> Picture {
    guard let size, scans > 0 else { throw .damaged(.jpeg) }
    var whole: [UInt8] = [0xFF, 0xD8]
    for (marker, data) in [(UInt8(0xE0), jfif), (0xE1, orientation?.segment ?? []), (0xEE, adobe)]
    where !data.isEmpty { Self.append(marker, data[...], to: &whole) }
    return try Picture(
      .jpeg, width: size.width, height: size.height, bytes: whole + body + [0xFF, 0xD9])
  }

  /// The next marker, past the bytes that may fill the gap before it.
  private mutating func marker() -> UInt8? {
    guard place < bytes.count, bytes[place] == 0xFF else { return nil }
    while place < bytes.count, bytes[place] == 0xFF { place += 1 }
    guard place < bytes.count else { return nil }
    place += 1
    return bytes[place - 1]
  }

  /// The data of the segment that begins here, without its length.
  private mutating func segment() -> ArraySlice<UInt8>? {
    guard let length = bytes.big16(place), length >= 2, place + length <= bytes.count else { return nil }
    defer { place += length }
    return bytes[(place + 2)..<(place + length)]
  }

  private mutating func take(_ marker: UInt8, _ data: ArraySlice<UInt8>) -> Bool {
    switch marker {
    case 0xC0, 0xC1, 0xC2: return take(frame: Array(data), marker)
    // Tables of numbers, and how often a scan begins afresh.
    case 0xC4, 0xDB, 0xDD:
      if marker == 0xC4 { tail.note(tables: data) }
      if marker == 0xDD { tail.note(interval: data) }
      Self.append(marker, data, to: &body)
    case 0xDA: return take(scan: data)
    case 0xE0: take(jfif: Array(data))
    case 0xE1: take(exif: Array(data))
    case 0xEE where adobe.isEmpty && data.count >= 12 && data.starts(with: "Adobe".utf8):
      adobe = Array(data.prefix(12))
    case 0xE2...0xEF, 0xFE: break
    // Lossless, arithmetic or hierarchical, which browsers don't draw, or nonsense.
    default: return false
    }
    return true
  }

  private mutating func take(frame data: [UInt8], _ marker: UInt8) -> Bool {
    guard size == nil, data.count >= 6, data[0] == 8, let height = data.big16(1), let width = data.big16(3),
      [1, 3, 4].contains(data[5]), data.count == 6 + 3 * Int(data[5])
    else { return false }
    size = (width, height)
    tail.note(frame: data, isSequential: marker != 0xC2)
    Self.append(marker, data[...], to: &body)
    return true
  }

  /// A scan's head, and then its content up to the next marker.
  private mutating func take(scan head: ArraySlice<UInt8>) -> Bool {
    scans += 1
    guard size != nil, scans <= Self.mostScans, head.count >= 6 else { return false }
    Self.append(0xDA, head, to: &body)
    let start = place
    while let next = bytes[place...].firstIndex(of: 0xFF), next + 1 < bytes.count {
      // A zero behind it means the byte itself; the other eight begin the scan afresh.
      guard bytes[next + 1] == 0 || (0xD0...0xD7).contains(bytes[next + 1]) else {
        body += bytes[start..<next]
        place = next
        return tail.note(scan: head, bytes[start..<next])
      }
      place = next + 2
    }
    return end(of: head, from: start)
  }

  /// No mark comes any more. What is larger than may be is not looked through, for each block takes memory;
  /// `Picture` refuses it.
  private mutating func end(of head: ArraySlice<UInt8>, from start: Int) -> Bool {
    guard tail.note(scan: head, bytes[start...]), let end = isTooLarge ? start : tail.end else {
      return false
    }
    body += bytes[start..<end]
    (place, isDrawn) = (bytes.count, true)
    return true
  }

  private var isTooLarge: Bool { size.map { max($0.width, $0.height) > Picture.largest } ?? false }

  /// Without the small picture that it may carry.
  private mutating func take(jfif data: [UInt8]) {
    guard jfif.isEmpty, data.count >= 14, data.starts(with: "JFIF\0".utf8) else { return }
    jfif = Array(data[..<12]) + [0, 0]
  }

  private mutating func take(exif data: [UInt8]) {
    guard !hasExif, data.starts(with: ExifOrientation.signature) else { return }
    hasExif = true
    orientation = ExifOrientation(data)
  }

  private static func append(_ marker: UInt8, _ data: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    bytes += [0xFF, marker]
    bytes.appendBig16(data.count + 2)
    bytes += data
  }
}
