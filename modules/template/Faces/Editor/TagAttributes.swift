/// The attributes of one tag as a browser reads them: names in any case, with or without values, in either quotes
/// or none. Of two with one name the first counts.
enum TagAttributes {
  static func read(_ tag: TagScan.Tag) -> [String: String] {
    var rest = Array(tag.text.utf8)[...]
    rest = rest.dropFirst(tag.name.utf8.count + 1)
    if rest.last == UInt8(ascii: ">") { rest = rest.dropLast() }
    var attributes: [String: String] = [:]
    while let (name, value) = next(&rest) { attributes[name] = attributes[name] ?? value }
    return attributes
  }

  private static func next(_ rest: inout ArraySlice<UInt8>) -> (name: String, value: String)? {
    rest = rest.drop { isSpace($0) || $0 == UInt8(ascii: "/") }
    guard !rest.isEmpty else { return nil }
    let name = take(&rest) { !isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "/") }
    let behind = rest.drop(while: isSpace)
    guard behind.first == UInt8(ascii: "=") else {
      // A sign that can't be a name is passed over.
      if name.isEmpty { rest = rest.dropFirst() }
      return (name.lowercased(), "")
    }
    rest = behind.dropFirst().drop(while: isSpace)
    guard let quote = rest.first, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(quote) else {
      return (name.lowercased(), take(&rest) { !isSpace($0) })
    }
    rest = rest.dropFirst()
    let value = take(&rest) { $0 != quote }
    rest = rest.dropFirst()
    return (name.lowercased(), value)
  }

  private static func take(_ rest: inout ArraySlice<UInt8>, while isPart: (UInt8) -> Bool) -> String {
    let part = rest.prefix(while: isPart)
    rest = rest.dropFirst(part.count)
    return String(decoding: part, as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [9, 10, 12, 13, 32].contains(byte) }
}
