/// Turns tags and text into nodes, line by line; `Compaction` then joins the lines.
struct Parser {
  var scanner: Scanner
  var nodes: [Node] = []
  var names: [Name] = []
  var references: [Reference] = []
  /// Containers whose closing tag is still to come, innermost last.
  var open: [Container] = []
  /// Up to where text has been taken.
  var cursor = 0

  struct Container {
    let tag: Scanner.Tag
    let name: String
    let node: Int
    /// The blanks before the tag, when nothing else stands there.
    let margin: Range<Int>?
  }

  init(_ source: Source) { scanner = Scanner(source) }

  mutating func parse() throws(TemplateError) {
    while let tag = try scanner.next() { try take(tag) }
    takeText(upTo: scanner.bytes.count)
    if let container = open.last {
      throw error(at: container.tag, "\(written(container)) is never closed")
    }
  }

  mutating func take(_ tag: Scanner.Tag) throws(TemplateError) {
    switch tag.sigil {
    case 0: try takeValue(tag, escaped: true)
    case UInt8(ascii: "&"), UInt8(ascii: "{"): try takeValue(tag, escaped: false)
    case UInt8(ascii: "!"): takeLine(of: tag)
    case UInt8(ascii: "="):
      takeLine(of: tag)
      try scanner.setDelimiters(tag)
    case UInt8(ascii: ">"): try takePartial(tag)
    case UInt8(ascii: "/"): try takeClosing(tag)
    default: try takeOpening(tag)
    }
  }

  mutating func add(_ kind: Node.Kind, at offset: Int) {
    nodes.append(Node(kind: kind, place: offset, end: nodes.count + 1))
  }
}
