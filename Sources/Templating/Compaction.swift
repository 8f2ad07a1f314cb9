/// Joins the lines of a parsed template into long runs and copies their bytes side by side,
/// so that rendering appends few, large pieces.
struct Compaction {
  private(set) var nodes: [Node] = []
  private(set) var ink: [UInt8] = []
  private(set) var lineStarts: [Int] = []
  private let source: [UInt8]

  init(_ lines: [Node], of source: [UInt8]) {
    self.source = source
    let isEnd = Self.ends(lines)
    var moved: [Int] = []
    var canJoin = false
    for (index, node) in lines.enumerated() {
      // Where a container ends no run may reach across.
      canJoin = canJoin && !isEnd[index]
      moved.append(nodes.count)
      if case .text(let run) = node.kind, run.isNothing || canJoin && join(run) { continue }
      append(node)
      canJoin = true
    }
    moved.append(nodes.count)
    for index in nodes.indices { nodes[index].end = moved[nodes[index].end] }
  }

  private static func ends(_ nodes: [Node]) -> [Bool] {
    var isEnd = [Bool](repeating: false, count: nodes.count + 1)
    for node in nodes where node.isContainer { isEnd[node.end] = true }
    return isEnd
  }

  /// Lengthens the last run, unless a line would seem to start or to go on where it doesn't.
  private mutating func join(_ run: Run) -> Bool {
    guard case .text(var last)? = nodes.last?.kind, !last.range.isEmpty, !run.range.isEmpty
    else { return false }
    let startsLine = ink.last == UInt8(ascii: "\n")
    guard startsLine == run.startsLine else { return false }
    if startsLine { lineStarts.append(ink.count) }
    last.range = last.range.lowerBound..<copy(run.range).upperBound
    last.lineStarts = last.lineStarts.lowerBound..<lineStarts.count
    nodes[nodes.count - 1].kind = .text(last)
    return true
  }

  private mutating func append(_ node: Node) {
    var node = node
    if case .text(var run) = node.kind {
      run.range = copy(run.range)
      run.lineStarts = lineStarts.count..<lineStarts.count
      node.kind = .text(run)
    }
    node.indentation = node.indentation.map { copy($0) }
    nodes.append(node)
  }

  private mutating func copy(_ range: Range<Int>) -> Range<Int> {
    let start = ink.count
    ink += source[range]
    return start..<ink.count
  }
}

extension Run {
  /// Left where white space has become a tag's indentation.
  fileprivate var isNothing: Bool { range.isEmpty && !startsLine }
}
