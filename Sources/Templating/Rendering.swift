/// One walk through a library's nodes: what is being looked at, and what has been written.
struct Rendering {
  /// The blocks that a parent tag fills, and in which environment that tag stands.
  struct Filling {
    let slot: Int
    let content: Range<Int>
    let outer: Int?
  }

  let library: Library
  var output: [UInt8] = []
  /// The context stack, innermost last.
  var context: [Value]
  /// Put before each line.
  var indentation: [UInt8] = []
  var fillings: [Filling] = []
  /// The innermost filling in force; each leads to the next one outwards.
  var environment: Int?
  private var depth = 0
  private var steps = 0

  init(_ library: Library, _ values: [Value]) {
    self.library = library
    context = values
  }

  mutating func start(_ slot: Int) throws(TemplateError) {
    let template = library.slots[slot].template
    try render(slot, template, template.nodes.indices)
  }

  /// Renders a stretch of nodes.
  mutating func render(_ slot: Int, _ template: Template, _ nodes: Range<Int>) throws(TemplateError) {
    var index = nodes.lowerBound
    while index < nodes.upperBound {
      let node = template.nodes[index]
      switch node {
      case .text(let run): write(run, template)
      case .value(let path, let escaped): write(path, template, escaped: escaped)
      case .section(let path, let end): try section(path, end, slot, template, index)
      case .inverted(let path, let end):
        if !(find(path, template)?.isTruthy ?? false) { try enter(slot, template, index, index + 1..<end) }
      case .partial(let call): try partial(call, slot, template, index)
      case .parent(let call, let end): try parent(call, end, slot, template, index)
      case .block(let block, let end): try fill(block, end, slot, template, index)
      }
      index = node.end ?? index + 1
    }
  }

  /// Renders nodes within others, as deep and as long as is sane.
  mutating func enter(
    _ slot: Int, _ template: Template, _ index: Int, _ nodes: Range<Int>
  ) throws(TemplateError) {
    depth += 1
    steps += 1
    defer { depth -= 1 }
    if depth > 250 { throw template.error(at: index, "this tag lies within more than 250 others") }
    if steps > 4_000_000 { throw template.error(at: index, "this page takes more than 4,000,000 steps") }
    try render(slot, template, nodes)
    if output.count > library.outputLimit {
      throw template.error(at: index, "this page grows beyond \(library.outputLimit) bytes")
    }
  }

  private mutating func section(
    _ path: Path, _ end: Int, _ slot: Int, _ template: Template, _ index: Int
  ) throws(TemplateError) {
    guard let value = find(path, template), value.isTruthy else { return }
    let content = index + 1..<end
    switch value {
    case .bool: try enter(slot, template, index, content)
    case .list(let list):
      for item in list { try enter(slot, template, index, content, with: item) }
    default: try enter(slot, template, index, content, with: value)
    }
  }

  private mutating func enter(
    _ slot: Int, _ template: Template, _ index: Int, _ nodes: Range<Int>, with value: Value
  ) throws(TemplateError) {
    context.append(value)
    try enter(slot, template, index, nodes)
    context.removeLast()
  }
}
