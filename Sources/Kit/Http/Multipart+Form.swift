extension Multipart {
  /// All of a form that is there whole.
  static func read(_ body: [UInt8], _ type: MediaType) throws -> (Fields, [Upload]) {
    guard var form = Multipart(type) else { throw refused }
    var (fields, uploads) = (Fields(), [Upload]())
    var (part, content): (Part?, [UInt8]) = (nil, [])
    try form.take(body) { event in
      switch event {
      case .began(let next): (part, content) = (next, [])
      case .content(let bytes): content += bytes
      case .ended: if let part { try add(part, content, &fields, &uploads) }
      }
    }
    guard form.isWhole else { throw refused }
    return (fields, uploads)
  }

  private static func add(
    _ part: Part, _ content: [UInt8], _ fields: inout Fields, _ uploads: inout [Upload]
  ) throws {
    if let file = part.file {
      // An input left empty is sent as a file without name and content.
      guard !(file.isEmpty && content.isEmpty) else { return }
      uploads.append(Upload(field: part.field, name: file, type: part.type, bytes: content))
    } else {
      guard let value = String(validating: content, as: UTF8.self), !value.utf8.contains(0) else {
        throw refused
      }
      fields.append(part.field, value)
    }
  }
}
