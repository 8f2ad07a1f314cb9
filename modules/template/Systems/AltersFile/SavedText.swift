/// The text of a file, in whichever of its encodings a program saved it: UTF-8, or UTF-16 that says so with a
/// byte order mark. Everything else would be a guess.
enum SavedText {
  static func read(_ bytes: [UInt8]) throws(AltersProblem) -> String {
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2)) { $0 | $1 << 8 } }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2)) { $0 << 8 | $1 } }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard !content.contains(0), let text = String(validating: content, as: UTF8.self) else {
      throw problem(content)
    }
    return text
  }

  private static func utf16(
    _ bytes: ArraySlice<UInt8>, _ unit: (UInt16, UInt16) -> UInt16
  ) throws(AltersProblem) -> String {
    let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map {
      unit(UInt16(bytes[$0]), UInt16(bytes[$0 + 1]))
    }
    guard bytes.count.isMultiple(of: 2), !units.contains(0),
      let text = String(validating: units, as: UTF16.self)
    else { throw AltersProblem(.encoding) }
    return text
  }

  /// Names the byte at which the text ends to be one.
  private static func problem(_ bytes: ArraySlice<UInt8>) -> AltersProblem {
    let good = bytes.prefix(wholeText(bytes))
    let start = good.lastIndex { $0 == UInt8(ascii: "\n") }.map { $0 + 1 } ?? good.startIndex
    let line = good.count(where: { $0 == UInt8(ascii: "\n") }) + 1
    return AltersProblem(.encoding, line: line, column: good.endIndex - start + 1)
  }

  /// How many bytes at the beginning are text.
  private static func wholeText(_ bytes: ArraySlice<UInt8>) -> Int {
    var (decoder, rest, count) = (UTF8(), bytes.makeIterator(), 0)
    while case .scalarValue(let scalar) = decoder.decode(&rest), scalar.value != 0 {
      count += UTF8.width(scalar)
    }
    return count
  }
}
