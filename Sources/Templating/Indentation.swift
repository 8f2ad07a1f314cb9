/// A block's content loses the indentation that its lines have in common where it is written,
/// and gets that of the place where it is rendered.
enum Indentation {
  /// Takes the common indentation from the lines of the nodes from `start` on.
  /// Returns it, or nil where there are no lines.
  static func remove(from nodes: inout [Node], _ start: Int, in scanner: Scanner) -> Range<Int>? {
    let own = ownNodes(nodes, start)
    let indentations = own.compactMap { indentation(of: nodes[$0], scanner) }
    guard let common = indentations.min(by: { $0.count < $1.count }) else { return nil }
    for index in own { nodes[index] = shortened(nodes[index], common.count, scanner) }
    return common
  }

  /// Without the content of blocks and parents whose own indentation stands for all their lines.
  private static func ownNodes(_ nodes: [Node], _ start: Int) -> [Int] {
    var own: [Int] = []
    var index = start
    while index < nodes.count {
      own.append(index)
      switch nodes[index] {
      case .parent(_, let end): index = end
      case .block(let block, let end) where block.indentation != nil: index = end
      default: index += 1
      }
    }
    return own
  }

  /// The indentation of the line that a node begins; nil if it begins none, or a blank one.
  private static func indentation(of node: Node, _ scanner: Scanner) -> Range<Int>? {
    switch node {
    case .text(let run) where run.startsLine:
      let blanks = blanks(run.range, scanner)
      let isBlank = blanks.upperBound < run.range.upperBound && scanner.bytes[blanks.upperBound] < 0x20
      return isBlank ? nil : blanks
    case .partial(let call), .parent(let call, _): return call.indentation
    case .block(let block, _): return block.indentation
    default: return nil
    }
  }

  private static func shortened(_ node: Node, _ count: Int, _ scanner: Scanner) -> Node {
    switch node {
    case .text(var run) where run.startsLine:
      run.range = run.range.dropFirst(min(count, blanks(run.range, scanner).count))
      return .text(run)
    case .partial(var call):
      call.indentation = call.indentation?.dropFirst(count)
      return .partial(call)
    case .parent(var call, let end):
      call.indentation = call.indentation?.dropFirst(count)
      return .parent(call, end: end)
    case .block(var block, let end):
      block.indentation = block.indentation?.dropFirst(count)
      return .block(block, end: end)
    default: return node
    }
  }

  private static func blanks(_ range: Range<Int>, _ scanner: Scanner) -> Range<Int> {
    let end = range.first { !Scanner.isIndentation(scanner.bytes[$0]) } ?? range.upperBound
    return range.lowerBound..<end
  }
}
