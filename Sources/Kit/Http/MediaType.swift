/// `type/subtype; name=value; name="value"` (RFC 9110 8.3.1), also a Content-Disposition's shape.
struct MediaType {
  /// In lower case.
  let essence: String
  /// Names in lower case; the first of each counts.
  let parameters: [String: String]

  init(_ text: String) {
    guard text.utf8.contains(UInt8(ascii: ";")) else {
      (essence, parameters) = (Self.trim(text[...]).lowercased(), [:])
      return
    }
    var rest = Substring(text)
    essence = Self.trim(rest.prefix { $0 != ";" }).lowercased()
    rest = rest.drop { $0 != ";" }
    var found: [String: String] = [:]
    while rest.first == ";", found.count < 20 {
      rest = rest.dropFirst()
      let name = Self.trim(rest.prefix { $0 != "=" && $0 != ";" }).lowercased()
      rest = rest.drop { $0 != "=" && $0 != ";" }
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst()
      let value = Self.value(&rest)
      if found[name] == nil { found[name] = value }
    }
    parameters = found
  }

  private static func value(_ rest: inout Substring) -> String {
    guard rest.first == "\"" else {
      let value = rest.prefix { $0 != ";" }
      rest = rest.dropFirst(value.count)
      return trim(value)
    }
    rest = rest.dropFirst()
    var value = ""
    while let character = rest.popFirst(), character != "\"" {
      if character == "\\", let escaped = rest.popFirst() {
        value.append(escaped)
      } else {
        value.append(character)
      }
    }
    rest = rest.drop { $0 != ";" }
    return value
  }

  private static func trim(_ text: Substring) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let start = text.utf8.drop(while: isBlank)
    let end = start.lastIndex { !isBlank($0) }
    return end.map { String(Substring(start[...$0])) } ?? ""
  }
}
