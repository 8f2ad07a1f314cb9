/// A block's content loses the indentation that its lines have in common where it is written,
/// and gets that of the place where it is rendered.
struct Indentation {
  let bytes: [UInt8]

  /// Takes the common indentation from the lines of the nodes from `start` on.
  /// Returns it, or nil where there are no lines.
  func remove(from nodes: inout [Node], _ start: Int) -> Range<Int>? {
    let own = ownNodes(nodes, start)
    let indentations = own.compactMap { indentation(of: nodes[$0]) }
    guard let common = indentations.min(by: { $0.count < $1.count }) else { return nil }
    for index in own { shorten(&nodes[index], by: common.count) }
    return common
  }

  /// Without the content of blocks and parents whose own indentation stands for all their lines.
  private func ownNodes(_ nodes: [Node], _ start: Int) -> [Int] {
    var own: [Int] = []
    var index = start
    while index < nodes.count {
      own.append(index)
      index = nodes[index].hidesLines ? nodes[index].end : index + 1
    }
    return own
  }

  /// The indentation of the line that a node begins; nil if it begins none, or a blank one.
  private func indentation(of node: Node) -> Range<Int>? {
    guard case .text(let run) = node.kind else { return node.indentation }
    guard run.startsLine else { return nil }
    let blanks = blanks(of: run)
    let isBlankLine = blanks.upperBound < run.range.upperBound && bytes[blanks.upperBound] < 0x20
    return isBlankLine ? nil : blanks
  }

  private func shorten(_ node: inout Node, by count: Int) {
    guard case .text(var run) = node.kind else {
      node.indentation = node.indentation?.dropFirst(count)
      return
    }
    guard run.startsLine else { return }
    run.range = run.range.dropFirst(min(count, blanks(of: run).count))
    node.kind = .text(run)
  }

  private func blanks(of run: Run) -> Range<Int> {
    let end = run.range.first { !Scanner.isIndentation(bytes[$0]) } ?? run.range.upperBound
    return run.range.lowerBound..<end
  }
}

extension Node {
  /// Whether the lines of its content are indented apart from those around it.
  fileprivate var hidesLines: Bool {
    if case .parent = kind { return true }
    return indentation != nil
  }
}
