/// Parents and blocks. Neither opening nor closing tag alone tells which lines are theirs.
extension Parser {
  /// Whether a parent has its line for itself is known at its closing tag only.
  mutating func openParent(_ tag: Scanner.Tag) throws(TemplateError) {
    try expectContent(tag)
    let call = Call(reference: try reference(tag), indentation: nil)
    begin(tag, .parent(call), margin: takeMargin(of: tag))
  }

  mutating func openBlock(_ tag: Scanner.Tag) throws(TemplateError) {
    let isFilling = isBetweenBlocks
    let margin = takeMargin(of: tag)
    let next = isFilling || margin != nil ? scanner.nextLine(after: tag.range.upperBound) : nil
    let block = Block(name: names.count, indentation: nil, hasOwnLines: next != nil)
    names.append(Name(try templateName(tag, tag.content)))
    begin(tag, .block(block), margin: margin)
    if let next { skip(to: next) }
  }

  /// Takes the text before a tag, the blanks at the start of its line as a run of its own,
  /// so that they can become the tag's indentation.
  mutating func takeMargin(of tag: Scanner.Tag) -> Range<Int>? {
    guard !isBetweenBlocks, let start = scanner.lineStart(before: tag.range.lowerBound) else {
      takeText(before: tag)
      return nil
    }
    takeText(upTo: start)
    let margin = start..<tag.range.lowerBound
    addText(margin)
    cursor = tag.range.upperBound
    return margin
  }

  mutating func closeParent(_ container: Container, _ tag: Scanner.Tag) {
    cursor = tag.range.upperBound
    guard let margin = container.margin, let next = scanner.nextLine(after: cursor) else { return }
    moveMargin(of: container, to: margin)
    skip(to: next)
  }

  mutating func closeBlock(_ container: Container, _ tag: Scanner.Tag, _ block: Block) {
    if block.hasOwnLines {
      takeLastLine(of: tag, isFilling: container.margin == nil)
      let own = Indentation(bytes: scanner.bytes).remove(from: &nodes, container.node + 1)
      moveMargin(of: container, to: own ?? container.margin ?? 0..<0)
    } else if let margin = container.margin, isOneLine(container, tag) {
      takeText(before: tag)
      moveMargin(of: container, to: margin)
    } else {
      takeLine(of: tag)
    }
  }

  /// A filling's closing tag may be followed by more on its line: `{{/block}}{{/parent}}`.
  mutating func takeLastLine(of tag: Scanner.Tag, isFilling: Bool) {
    guard isFilling, let start = scanner.lineStart(before: tag.range.lowerBound) else {
      takeLine(of: tag)
      return
    }
    takeText(upTo: start)
    cursor = tag.range.upperBound
  }

  /// `  {{$title}}Rowhouse{{/title}}` with nothing else on the line.
  func isOneLine(_ container: Container, _ tag: Scanner.Tag) -> Bool {
    let content = container.tag.range.upperBound..<tag.range.lowerBound
    return scanner.nextLine(after: tag.range.upperBound) != nil
      && !scanner.bytes[content].contains(UInt8(ascii: "\n"))
  }

  /// Takes the run that was the margin away; what is rendered here is indented instead.
  mutating func moveMargin(of container: Container, to indentation: Range<Int>) {
    nodes[container.node].indentation = indentation
    guard container.margin != nil else { return }
    nodes[container.node - 1].kind = .text(Run(range: 0..<0, startsLine: false))
  }
}
