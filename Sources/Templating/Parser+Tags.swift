/// Variables, partials, sections.
extension Parser {
  mutating func takeValue(_ tag: Scanner.Tag, escaped: Bool) throws(TemplateError) {
    try expectContent(tag)
    takeText(before: tag)
    add(.value(try path(tag), escaped: escaped), at: tag)
  }

  mutating func takePartial(_ tag: Scanner.Tag) throws(TemplateError) {
    try expectContent(tag)
    let indentation = takeLine(of: tag)
    add(.partial(Call(reference: try reference(tag), indentation: indentation)), at: tag)
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
    begin(tag, tag.sigil == UInt8(ascii: "#") ? .section(path, end: 0) : .inverted(path, end: 0))
  }

  mutating func begin(_ tag: Scanner.Tag, _ node: Node, lineStart: Int? = nil) {
    open.append(Container(tag: tag, name: name(tag), node: nodes.count, lineStart: lineStart))
    add(node, at: tag)
  }

  mutating func takeClosing(_ tag: Scanner.Tag) throws(TemplateError) {
    guard let container = open.last else { throw error(at: tag, "{{/\(name(tag))}} closes nothing") }
    guard name(tag) == container.name else {
      throw error(at: tag, "{{/\(name(tag))}} stands where \(written(container)) should be closed")
    }
    switch nodes[container.node] {
    case .section(let path, _): closeSection(tag) { .section(path, end: $0) }
    case .inverted(let path, _): closeSection(tag) { .inverted(path, end: $0) }
    case .parent(let call, _): close(container, tag, call)
    case .block(let block, _): close(container, tag, block)
    case .text, .value, .partial: break
    }
    open.removeLast()
  }

  mutating func closeSection(_ tag: Scanner.Tag, _ node: (Int) -> Node) {
    takeLine(of: tag)
    guard let container = open.last else { return }
    nodes[container.node] = node(nodes.count)
  }
}
