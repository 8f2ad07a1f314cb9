/// A form with files as it arrives, of whose files no more is kept than any may have: one that is far too large is
/// seen to be so, and is neither whole in memory nor takes along what was typed beside it.
struct ArrivingForm {
  /// Bytes of one part. Whoever looks at a file that was cut here finds it too large.
  private static let longest = 1 << 20
  /// Bytes of all parts together.
  private static let most = 12 << 20

  private var parts: Multipart
  private var part: Multipart.Part?
  private var content: [UInt8] = []
  private var kept = 0
  private var fields = Fields()
  private var uploads: [Upload] = []

  /// nil for what is no form with files.
  init?(_ type: MediaType) {
    guard let parts = Multipart(type) else { return nil }
    self.parts = parts
  }

  /// Throws `Fault` 400 for a damaged form, 413 for one that is too large.
  mutating func take(_ chunk: [UInt8]) throws {
    for event in try parts.take(chunk) { try take(event) }
  }

  /// What came, if all of it did.
  func whole() throws -> (Fields, [Upload]) {
    guard parts.isWhole else { throw Multipart.refused }
    return (fields, uploads)
  }

  private mutating func take(_ event: Multipart.Event) throws {
    switch event {
    case .began(let part): (self.part, content) = (part, [])
    case .content(let bytes): try keep(bytes)
    case .ended: if let part { try add(part) }
    }
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) throws {
    let room = Self.longest - content.count
    kept += min(room, bytes.count)
    guard kept <= Self.most, bytes.count <= room || part?.file != nil else { throw Fault.tooLarge() }
    content += bytes.prefix(room)
  }

  private mutating func add(_ part: Multipart.Part) throws {
    if let file = part.file {
      // An input left empty is sent as a file without name and content.
      guard !(file.isEmpty && content.isEmpty) else { return }
      uploads.append(Upload(field: part.field, name: file, type: part.type, bytes: content))
    } else {
      guard let value = String(validating: content, as: UTF8.self), !value.utf8.contains(0) else {
        throw Multipart.refused
      }
      fields.append(part.field, value)
    }
  }
}
