/// Looks whether bytes are JSON (RFC 8259) from their first to their last. What it lets pass, `JSONScan` can
/// step through without looking again. It keeps its own stack: a stranger's nesting costs no stack of ours.
struct JSONCheck {
  /// Nobody's system is nested deeper.
  static let deepest = 64

  private let bytes: [UInt8]
  private var position: Int
  /// `{` and `[` that are open.
  private var open: [(byte: UInt8, start: Int)] = []
  private var ends: [Int: Int] = [:]
  private static let large = 65_536

  /// Where the value begins, and where its large containers end.
  static func look(at bytes: [UInt8]) throws(JSONFault) -> (start: Int, ends: [Int: Int]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var check = JSONCheck(bytes: bytes, position: bytes.starts(with: mark) ? mark.count : 0)
    check.skipBlanks()
    let start = check.position
    guard start < bytes.count else { throw JSONFault(sentence: "is empty", offset: start) }
    try check.document()
    return (start, check.ends)
  }

  private init(bytes: [UInt8], position: Int) {
    self.bytes = bytes
    self.position = position
  }

  private mutating func document() throws(JSONFault) {
    repeat {
      try value()
      try close()
    } while !open.isEmpty
    skipBlanks()
    guard position == bytes.count else { throw fault("goes on after its end") }
  }

  /// A whole simple value, or the beginning of a container up to its first value.
  private mutating func value() throws(JSONFault) {
    skipBlanks()
    while let byte = next, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
      guard open.count < Self.deepest else { throw fault("is nested deeper than we read") }
      open.append((byte, position))
      position += 1
      skipBlanks()
      if next == Self.closing(byte) { return }
      if byte == UInt8(ascii: "{") { try name() }
      skipBlanks()
    }
    try simple()
  }

  /// After a value: closes what ends here, and goes to the next one of what is still open.
  private mutating func close() throws(JSONFault) {
    while let container = open.last {
      skipBlanks()
      if next == Self.closing(container.byte) {
        open.removeLast()
        position += 1
        if position - container.start > Self.large { ends[container.start] = position }
        continue
      }
      try expect(UInt8(ascii: ","))
      if container.byte == UInt8(ascii: "{") {
        skipBlanks()
        try name()
      }
      return
    }
  }

  private static func closing(_ opening: UInt8) -> UInt8 { opening + 2 }

  private mutating func name() throws(JSONFault) {
    try string()
    skipBlanks()
    try expect(UInt8(ascii: ":"))
  }

  private mutating func simple() throws(JSONFault) {
    switch next.map(Unicode.Scalar.init) {
    case "\"": try string()
    case "t": try word("true")
    case "f": try word("false")
    case "n": try word("null")
    default: try number()
    }
  }

  private mutating func word(_ word: StaticString) throws(JSONFault) {
    for index in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[index]) }
  }

  private mutating func number() throws(JSONFault) {
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      try digits()
    }
  }

  private mutating func digits() throws(JSONFault) {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    guard position > start else { throw fault("is not JSON") }
  }

  private mutating func string() throws(JSONFault) {
    try expect(UInt8(ascii: "\""))
    let start = position
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("is not JSON") }
      position += 1
      if byte == UInt8(ascii: "\\") { try escape() }
    }
    let content = bytes[start..<position]
    guard content.allSatisfy({ $0 < 0x80 }) || String(validating: content, as: UTF8.self) != nil else {
      throw fault("holds text that is not UTF-8")
    }
    try expect(UInt8(ascii: "\""))
  }

  private mutating func escape() throws(JSONFault) {
    guard let byte = next, "\"\\/bfnrtu".utf8.contains(byte) else { throw fault("is not JSON") }
    position += 1
    guard byte == UInt8(ascii: "u") else { return }
    for _ in 0..<4 {
      guard let digit = next, digit < 0x80, Character(Unicode.Scalar(digit)).isHexDigit else {
        throw fault("is not JSON")
      }
      position += 1
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, JSONScan.isBlank(byte) { position += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard next == byte else { throw fault("is not JSON") }
    position += 1
  }

  private func fault(_ sentence: String) -> JSONFault {
    JSONFault(sentence: position < bytes.count ? sentence : "ends too early", offset: position)
  }
}
