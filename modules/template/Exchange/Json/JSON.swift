/// A JSON text that was checked as a whole and is then read where it lies: a large file costs no more memory
/// than its bytes, and numbers keep every digit.
struct JSON: Sendable {
  enum Kind: Sendable { case object, list, text, number, bool, null }

  private let bytes: [UInt8]
  /// Where the large containers end, so that passing one by costs nothing.
  private let ends: [Int: Int]
  private let start: Int

  /// Throws `JSONFault` for what is not JSON (RFC 8259), or nested deeper than anybody needs.
  init(_ bytes: [UInt8]) throws(JSONFault) {
    self.bytes = bytes
    (start, ends) = try JSONCheck.look(at: bytes)
  }

  private init(_ whole: JSON, at start: Int) {
    (bytes, ends) = (whole.bytes, whole.ends)
    self.start = start
  }

  private func end(_ start: Int) -> Int {
    let isContainer = bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[")
    return isContainer ? ends[start] ?? JSONScan.end(bytes, start) : JSONScan.end(bytes, start)
  }

  var kind: Kind {
    switch bytes[start] {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .list
    case UInt8(ascii: "\""): .text
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    default: .number
    }
  }

  /// What stands under a name; nil for null and for nothing. Of two with one name the last counts.
  subscript(name: String) -> JSON? {
    var found: JSON?
    eachMember { key, value in if isName(at: key, name) { found = value } }
    return found.flatMap { $0.kind == .null ? nil : $0 }
  }

  /// All that stand under a name: what opens something to others must not depend on which of two counts.
  func all(_ name: String) -> [JSON] {
    var all: [JSON] = []
    eachMember { key, value in if isName(at: key, name) { all.append(value) } }
    return all
  }

  func has(_ name: String) -> Bool {
    var isThere = false
    eachMember { key, _ in if isName(at: key, name) { isThere = true } }
    return isThere
  }

  var members: [(name: String, value: JSON)] {
    var all: [(name: String, value: JSON)] = []
    eachMember { key, value in all.append((JSONString.decode(bytes, at: key), value)) }
    return all
  }

  var items: [JSON] {
    guard kind == .list else { return [] }
    var all: [JSON] = []
    var position = JSONScan.blanks(bytes, start + 1)
    while bytes[position] != UInt8(ascii: "]") {
      all.append(JSON(self, at: position))
      position = JSONScan.blanks(bytes, end(position))
      if bytes[position] == UInt8(ascii: ",") { position = JSONScan.blanks(bytes, position + 1) }
    }
    return all
  }

  var text: String? { kind == .text ? JSONString.decode(bytes, at: start) : nil }

  var integer: Int64? { kind == .number ? Int64(raw) : nil }

  var bool: Bool? { kind == .bool ? bytes[start] == UInt8(ascii: "t") : nil }

  /// As it is written in the file.
  var raw: String { String(decoding: bytes[start..<end(start)], as: UTF8.self) }

  private func eachMember(_ body: (_ key: Int, _ value: JSON) -> Void) {
    guard kind == .object else { return }
    var position = JSONScan.blanks(bytes, start + 1)
    while bytes[position] != UInt8(ascii: "}") {
      let key = position
      position = JSONScan.blanks(bytes, end(key))
      let value = JSON(self, at: JSONScan.blanks(bytes, position + 1))
      body(key, value)
      position = JSONScan.blanks(bytes, end(value.start))
      if bytes[position] == UInt8(ascii: ",") { position = JSONScan.blanks(bytes, position + 1) }
    }
  }

  /// Most names have no escapes, and are compared as they stand.
  private func isName(at key: Int, _ name: String) -> Bool {
    let end = JSONScan.end(bytes, key) - 1
    if bytes[(key + 1)..<end].contains(UInt8(ascii: "\\")) {
      return JSONString.decode(bytes, at: key) == name
    }
    return bytes[(key + 1)..<end].elementsEqual(name.utf8)
  }
}

/// Why a text is not JSON, in the words that follow "This file".
struct JSONFault: Error, Equatable {
  let sentence: String
  /// The byte at which it was noticed.
  let offset: Int
}
