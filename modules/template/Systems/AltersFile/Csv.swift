/// Comma-separated values (RFC 4180), with another separator where a file has one. Read by bytes: a
/// combining mark behind a comma must not hide it.
enum Csv {
  struct Record: Equatable {
    /// The line on which it begins, from 1.
    let line: Int
    let fields: [String]
  }

  struct Unreadable: Error, Equatable {
    let line: Int
  }

  /// Empty lines are no records. Throws `Unreadable` where quotes don't pair.
  static func read(_ text: String, separator: Character, from line: Int = 1) throws -> [Record] {
    var reader = Reader(
      rest: Array(text.utf8)[...], separator: separator.asciiValue ?? UInt8(ascii: ","), line: line)
    var records: [Record] = []
    while let record = try reader.record() {
      if record.fields != [""] { records.append(record) }
    }
    return records
  }

  static func line(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\n" }

  private static func quoted(_ field: String) -> String {
    let isOpen = field.utf8.contains { ",;\"\n\r".utf8.contains($0) }
    guard isOpen || field.hasPrefix(" ") || field.hasSuffix(" ") else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>
    let separator: UInt8
    var line: Int

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// nil at the end of the text.
    mutating func record() throws -> Record? {
      guard !rest.isEmpty else { return nil }
      let start = line
      var fields = [try field()]
      while rest.first == separator {
        rest = rest.dropFirst()
        fields.append(try field())
      }
      try endLine()
      return Record(line: start, fields: fields)
    }

    /// A line ends with LF, CR LF or, where an old Mac saved it, CR alone.
    private mutating func endLine() throws {
      guard let end = rest.popFirst() else { return }
      if end == Self.carriageReturn {
        if rest.first == Self.newline { rest = rest.dropFirst() }
      } else if end != Self.newline {
        throw Unreadable(line: line)
      }
      line += 1
    }

    private mutating func field() throws -> String {
      guard rest.first != Self.quote else { return try quotedField() }
      let ends = [separator, Self.quote, Self.newline, Self.carriageReturn]
      let field = rest.prefix { !ends.contains($0) }
      rest = rest.dropFirst(field.count)
      return String(decoding: field, as: UTF8.self)
    }

    /// What follows the closing quote must be a separator or a line end; `record` sees to that.
    private mutating func quotedField() throws -> String {
      let start = line
      var value: [UInt8] = []
      rest = rest.dropFirst()
      while let byte = rest.popFirst() {
        if byte == Self.quote {
          guard rest.first == Self.quote else { return String(decoding: value, as: UTF8.self) }
          rest = rest.dropFirst()
        }
        if byte == Self.newline || byte == Self.carriageReturn && rest.first != Self.newline { line += 1 }
        value.append(byte)
      }
      throw Unreadable(line: start)
    }
  }
}
