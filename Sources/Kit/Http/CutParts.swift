/// A `multipart/form-data` body (RFC 7578) as it arrives, with each part cut where it is longer than any may be. A
/// file that is far too large is seen to be so, and neither is it whole in memory, nor is what was typed beside it
/// lost.
struct CutParts {
  /// No file that is read whole may be as long: whoever looks at one that was cut finds it too large.
  private static let longest = 1 << 20
  /// Of all parts together.
  private static let most = 12 << 20

  private let delimiter: [UInt8]
  private var kept: [UInt8] = []
  /// Of the part that is coming.
  private var length = 0
  /// What may be the beginning of a delimiter. The first one has no line end before it.
  private var pending: [UInt8] = [0x0D, 0x0A]

  /// nil for what is no form with files.
  init?(contentType: String) {
    guard let boundary = Multipart.boundary(contentType) else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// The body, as far as it was kept.
  var body: [UInt8] { Array((kept + pending).dropFirst(2)) }

  mutating func take(_ chunk: [UInt8]) throws {
    pending += chunk
    var place = 0
    while let end = Multipart.find(delimiter, in: pending, from: place) {
      keep(place..<end)
      kept += delimiter
      (place, length) = (end + delimiter.count, 0)
    }
    let certain = max(place, pending.count - delimiter.count + 1)
    keep(place..<certain)
    pending.removeFirst(certain)
    guard kept.count <= Self.most else { throw Fault.tooLarge() }
  }

  private mutating func keep(_ range: Range<Int>) {
    kept += pending[range].prefix(max(0, Self.longest - length))
    length += range.count
  }
}
