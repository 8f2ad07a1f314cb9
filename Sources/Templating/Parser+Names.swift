/// Names, and what is said about them in errors.
extension Parser {
  /// A dotted name for values; `.` is the value in hand.
  mutating func path(_ tag: Scanner.Tag) throws(TemplateError) -> Path {
    try path(tag, tag.content)
  }

  mutating func reference(_ tag: Scanner.Tag) throws(TemplateError) -> Int {
    references.append(try named(tag))
    return references.count - 1
  }

  private mutating func named(_ tag: Scanner.Tag) throws(TemplateError) -> Reference {
    let content = tag.content
    if scanner.bytes[content].first == UInt8(ascii: "*") {
      return .dynamic(try path(tag, scanner.trimmed(content.dropFirst())))
    }
    let name = try templateName(tag, content)
    return name.hasPrefix("@next/") ? .next(String(name.dropFirst(6))) : .name(name)
  }

  private mutating func path(_ tag: Scanner.Tag, _ range: Range<Int>) throws(TemplateError) -> Path {
    let start = names.count
    let bytes = scanner.bytes[range]
    guard !bytes.elementsEqual(".".utf8) else { return Path(names: start..<start) }
    for part in bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard !part.isEmpty, part.allSatisfy(Self.isNameByte) else { throw badName(tag, range) }
      names.append(Name(scanner.text(part)))
    }
    return Path(names: start..<names.count)
  }

  /// The name of a template or block: parts with slashes between, none of which leads elsewhere.
  func templateName(_ tag: Scanner.Tag, _ range: Range<Int>) throws(TemplateError) -> String {
    let isAllowed: (UInt8) -> Bool = { Self.isNameByte($0) || "./@".utf8.contains($0) }
    let name = scanner.text(scanner.bytes[range])
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard name.utf8.allSatisfy(isAllowed), !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
      throw badName(tag, range)
    }
    return name
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x80...: true
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "_-*".utf8.contains(byte)
    }
  }

  private func badName(_ tag: Scanner.Tag, _ range: Range<Int>) -> TemplateError {
    guard !range.isEmpty else { return error(at: tag, "this tag names nothing") }
    let written = scanner.text(scanner.bytes[range])
    return error(at: tag, "“\(written)” is not a name, and no tag is written like this")
  }

  /// What a closing tag has to repeat.
  func name(_ tag: Scanner.Tag) -> String {
    scanner.text(scanner.bytes[tag.content].filter { !Scanner.isBlank($0) })
  }

  func written(_ container: Container) -> String {
    "{{\(scanner.text([container.tag.sigil]))\(container.name)}}"
  }

  func error(at tag: Scanner.Tag, _ reason: String) -> TemplateError {
    scanner.source.error(at: tag.range.lowerBound, reason)
  }

  /// Variables, sections and partials between a parent's blocks would never be rendered.
  func expectContent(_ tag: Scanner.Tag) throws(TemplateError) {
    guard isBetweenBlocks, let parent = open.last else { return }
    throw error(at: tag, "only blocks can stand directly in \(written(parent)); this would be left out")
  }
}
