/// Joins the lines of a parsed template into long runs and copies their bytes side by side,
/// so that rendering appends few, large pieces.
struct Compaction {
  private(set) var nodes: [Node] = []
  private(set) var places: [Int] = []
  private(set) var ink: [UInt8] = []
  private let source: [UInt8]

  init(_ parser: Parser) {
    source = parser.scanner.bytes
    let isEnd = Self.ends(parser.nodes)
    var moved: [Int] = []
    var canJoin = false
    for (index, node) in parser.nodes.enumerated() {
      canJoin = canJoin && !isEnd[index]
      moved.append(nodes.count)
      if case .text(let run) = node {
        if run.range.isEmpty && !run.startsLine { continue }
        if canJoin, joined(run) { continue }
      }
      nodes.append(copied(node))
      places.append(parser.places[index])
      canJoin = true
    }
    moved.append(nodes.count)
    nodes = nodes.map { Self.moved($0, moved) }
  }

  /// Where containers end no run may reach across.
  private static func ends(_ nodes: [Node]) -> [Bool] {
    var isEnd = [Bool](repeating: false, count: nodes.count + 1)
    for node in nodes {
      if let end = node.end { isEnd[end] = true }
    }
    return isEnd
  }

  /// Lengthens the last run, unless a line would seem to start or to go on where it doesn't.
  private mutating func joined(_ run: Run) -> Bool {
    guard case .text(let last)? = nodes.last, !last.range.isEmpty, !run.range.isEmpty else { return false }
    guard (ink.last == UInt8(ascii: "\n")) == run.startsLine else { return false }
    let range = last.range.lowerBound..<copied(run.range).upperBound
    nodes[nodes.count - 1] = .text(Run(range: range, startsLine: last.startsLine))
    return true
  }

  private mutating func copied(_ node: Node) -> Node {
    switch node {
    case .text(var run):
      run.range = copied(run.range)
      return .text(run)
    case .partial(var call):
      call.indentation = call.indentation.map { copied($0) }
      return .partial(call)
    case .parent(var call, let end):
      call.indentation = call.indentation.map { copied($0) }
      return .parent(call, end: end)
    case .block(var block, let end):
      block.indentation = block.indentation.map { copied($0) }
      return .block(block, end: end)
    case .value, .section, .inverted: return node
    }
  }

  private mutating func copied(_ range: Range<Int>) -> Range<Int> {
    let start = ink.count
    ink += source[range]
    return start..<ink.count
  }

  private static func moved(_ node: Node, _ moved: [Int]) -> Node {
    switch node {
    case .section(let path, let end): .section(path, end: moved[end])
    case .inverted(let path, let end): .inverted(path, end: moved[end])
    case .parent(let call, let end): .parent(call, end: moved[end])
    case .block(let block, let end): .block(block, end: moved[end])
    case .text, .value, .partial: node
    }
  }
}
