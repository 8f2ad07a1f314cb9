/// Reads `multipart/form-data` (RFC 7578). Strict about its shape: a browser never sends another.
enum Multipart {
  static let mostParts = 500
  static let longestHeader = 8192

  /// nil for what is no form with files.
  static func boundary(_ contentType: String) -> String? {
    let type = MediaType(contentType)
    guard type.essence == "multipart/form-data", let boundary = type.parameters["boundary"],
      (1...70).contains(boundary.utf8.count)
    else { return nil }
    return boundary
  }

  static func read(_ body: [UInt8], boundary: String) throws -> (Fields, [Upload]) {
    guard (1...70).contains(boundary.utf8.count) else { throw refused }
    let delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter has no line end before it.
    guard body.starts(with: delimiter.dropFirst(2)) else { throw refused }
    var fields = Fields()
    var uploads: [Upload] = []
    var position = delimiter.count - 2
    for _ in 0...mostParts {
      if body[position...].starts(with: Array("--".utf8)) { return (fields, uploads) }
      guard body[position...].starts(with: Array("\r\n".utf8)),
        let headEnd = find(Array("\r\n\r\n".utf8), in: body, from: position, within: longestHeader),
        let end = find(delimiter, in: body, from: headEnd + 2)
      else { throw refused }
      try add(
        head: body[(position + 2)..<max(position + 2, headEnd)], content: body[min(headEnd + 4, end)..<end],
        &fields, &uploads)
      position = end + delimiter.count
    }
    throw refused
  }

  private static let refused = Fault.badRequest("The form arrived damaged. Please send it again.")

  private static func add(
    head: ArraySlice<UInt8>, content: ArraySlice<UInt8>, _ fields: inout Fields, _ uploads: inout [Upload]
  ) throws {
    guard let head = String(validating: head, as: UTF8.self) else { throw refused }
    let lines = head.split(separator: "\r\n").map { line in
      let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (name: pair[0].lowercased(), value: pair.count > 1 ? String(pair[1]) : "")
    }
    let disposition = MediaType(lines.first { $0.name == "content-disposition" }?.value ?? "")
    guard disposition.essence == "form-data", let name = disposition.parameters["name"] else { throw refused }
    if let file = disposition.parameters["filename"] {
      let type = MediaType(lines.first { $0.name == "content-type" }?.value ?? "").essence
      // An input left empty is sent as a file without name and content.
      guard !(file.isEmpty && content.isEmpty) else { return }
      uploads.append(Upload(field: name, name: file, type: type, bytes: Array(content)))
    } else {
      guard let value = String(validating: content, as: UTF8.self), !value.utf8.contains(0) else {
        throw refused
      }
      fields.append(name, value)
    }
  }

  static func find(
    _ needle: [UInt8], in body: [UInt8], from start: Int = 0, within: Int? = nil
  ) -> Int? {
    let last = min(body.count, within.map { start + $0 } ?? body.count) - needle.count
    var position = start
    while position <= last {
      guard let first = body[position...last].firstIndex(of: needle[0]) else { return nil }
      if body[first..<(first + needle.count)].elementsEqual(needle) { return first }
      position = first + 1
    }
    return nil
  }
}
