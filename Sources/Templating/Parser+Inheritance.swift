/// Parents and blocks. Neither opening nor closing tag alone tells which lines are theirs.
extension Parser {
  /// Whether a parent has its line for itself is known at its closing tag only.
  mutating func openParent(_ tag: Scanner.Tag) throws(TemplateError) {
    try expectContent(tag)
    let call = Call(reference: try reference(tag), indentation: nil)
    begin(tag, .parent(call, end: 0), lineStart: takeMargin(of: tag))
  }

  mutating func openBlock(_ tag: Scanner.Tag) throws(TemplateError) {
    let isFilling = isBetweenBlocks
    let lineStart = takeMargin(of: tag)
    let next = isFilling || lineStart != nil ? scanner.nextLine(after: tag.range.upperBound) : nil
    let block = Block(name: names.count, indentation: nil, hasOwnLines: next != nil)
    names.append(Name(try templateName(tag, tag.content)))
    begin(tag, .block(block, end: 0), lineStart: lineStart)
    if let next { skip(to: next) }
  }

  /// Takes the text before a tag, the blanks at the start of its line as a run of its own,
  /// so that they can become the tag's indentation.
  mutating func takeMargin(of tag: Scanner.Tag) -> Int? {
    guard !isBetweenBlocks, let start = scanner.lineStart(before: tag.range.lowerBound) else {
      takeText(before: tag)
      return nil
    }
    takeText(upTo: start)
    addText(start..<tag.range.lowerBound)
    cursor = tag.range.upperBound
    return start
  }

  mutating func close(_ container: Container, _ tag: Scanner.Tag, _ call: Call) {
    var call = call
    cursor = tag.range.upperBound
    if let start = container.lineStart, let next = scanner.nextLine(after: cursor) {
      call.indentation = start..<container.tag.range.lowerBound
      removeMargin(of: container)
      skip(to: next)
    }
    nodes[container.node] = .parent(call, end: nodes.count)
  }

  mutating func close(_ container: Container, _ tag: Scanner.Tag, _ block: Block) {
    var block = block
    let margin = container.lineStart.map { $0..<container.tag.range.lowerBound }
    if block.hasOwnLines {
      takeLastLine(of: tag, isFilling: container.lineStart == nil)
      block.indentation = Indentation.remove(from: &nodes, container.node + 1, in: scanner) ?? margin ?? 0..<0
      if margin != nil { removeMargin(of: container) }
    } else if let margin, isOneLine(container, tag) {
      takeText(before: tag)
      block.indentation = margin
      removeMargin(of: container)
    } else {
      takeLine(of: tag)
    }
    nodes[container.node] = .block(block, end: nodes.count)
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

  mutating func removeMargin(of container: Container) {
    nodes[container.node - 1] = .text(Run(range: 0..<0, startsLine: false))
  }
}
