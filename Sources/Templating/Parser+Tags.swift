/// Variables, partials, sections.
extension Parser {
  mutating func takeValue(_ tag: Scanner.Tag, escaped: Bool) throws(TemplateError) {
    try expectContent(tag)
    takeText(before: tag)
    add(.value(try path(tag), escaped: escaped), at: tag.range.lowerBound)
  }

  mutating func takePartial(_ tag: Scanner.Tag) throws(TemplateError) {
    try expectContent(tag)
    let indentation = takeLine(of: tag)
    let call = Call(reference: try reference(tag), indentation: indentation)
    add(.partial(call), at: tag.range.lowerBound)
  }

  mutating func takeOpening(_ tag: Scanner.Tag) throws(TemplateError) {
    guard open.count < 100 else { throw error(at: tag, "more than 100 tags lie within one another") }
    switch tag.sigil {
    case UInt8(ascii: "<"): try openParent(tag)
    case UInt8(ascii: "$"): try openBlock(tag)
    default: try openSection(tag)
    }
  }

  mutating func openSection(_ tag: Scanner.Tag) throws(TemplateError) {
    try expectContent(tag)
    takeLine(of: tag)
    let path = try path(tag)
    begin(tag, tag.sigil == UInt8(ascii: "#") ? .section(path) : .inverted(path))
  }

  mutating func begin(_ tag: Scanner.Tag, _ kind: Node.Kind, margin: Range<Int>? = nil) {
    open.append(Container(tag: tag, name: name(tag), node: nodes.count, margin: margin))
    add(kind, at: tag.range.lowerBound)
  }

  mutating func takeClosing(_ tag: Scanner.Tag) throws(TemplateError) {
    guard let container = open.last else { throw error(at: tag, "{{/\(name(tag))}} closes nothing") }
    guard name(tag) == container.name else {
      throw error(at: tag, "{{/\(name(tag))}} stands where \(written(container)) should be closed")
    }
    switch nodes[container.node].kind {
    case .parent: closeParent(container, tag)
    case .block(let block): closeBlock(container, tag, block)
    default: takeLine(of: tag)
    }
    nodes[container.node].end = nodes.count
    open.removeLast()
  }
}
