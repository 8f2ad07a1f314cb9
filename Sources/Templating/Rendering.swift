/// One walk through a library's nodes: what is being looked at, and what has been written.
struct Rendering: ~Copyable {
  let library: Library
  /// Most pages fit, so that it does not grow, and move, while it is written.
  var output = Output(capacity: 64 << 10)
  /// The context stack, innermost last.
  var context: [Level]
  /// Put before each line.
  var indentation: [UInt8] = []
  var fillings: [Filling] = []
  /// The innermost filling in force; each leads to the next one outwards.
  var environment: Int?
  /// Outlets that failed, with what was wrong.
  var failures: [(slot: Slot, error: TemplateError)] = []
  /// One outlet within another is a part of it, and falls with it.
  var isInOutlet = false
  var limits: Limits
  var steps = 0
  private var depth = 0

  /// `values` outlive the rendering.
  init(_ library: Library, _ values: UnsafeBufferPointer<Value>) {
    self.library = library
    limits = library.limits
    context = values.indices.compactMap { index in values.baseAddress.map { Level($0 + index) } }
  }

  /// Renders a whole template.
  mutating func renderWhole(_ slot: Slot) throws(TemplateError) {
    try render(slot.nodes.indices, of: slot)
    if output.count > limits.bytes {
      throw slot.template.error(at: 0, tooMuch("is longer than \(library.limits.bytes) bytes"))
    }
  }

  /// Renders what a node contains or calls, as deep, as often and as long as is sane.
  mutating func render(
    _ nodes: Range<Int>, of slot: Slot, for node: Int, in caller: Slot
  ) throws(TemplateError) {
    depth += 1
    steps += 1 + nodes.count >> 4
    defer { depth -= 1 }
    if depth > 250 { throw caller.template.error(at: node, "this lies within more than 250 other tags") }
    if steps > limits.steps {
      throw caller.template.error(at: node, tooMuch("takes more than \(library.limits.steps) steps"))
    }
    try render(nodes, of: slot)
    if output.count > limits.bytes {
      throw caller.template.error(at: node, tooMuch("is longer than \(library.limits.bytes) bytes"))
    }
  }

  private func tooMuch(_ words: String) -> String {
    isInOutlet ? "this outlet takes more than a page can spare" : "this page \(words)"
  }

  private mutating func render(_ range: Range<Int>, of slot: Slot) throws(TemplateError) {
    var index = range.lowerBound
    while index < range.upperBound {
      let node = slot.nodes[index]
      switch node.kind {
      case .text(let run): write(run, slot)
      case .value(let path, let escaped): write(find(path, slot), escaped: escaped)
      case .section(let path): try renderSection(path, index, index + 1..<node.end, slot)
      case .inverted(let path): try renderInverted(path, index, index + 1..<node.end, slot)
      case .partial(let call): try renderPartial(call, index, slot)
      case .parent(let call): try renderParent(call, index, index + 1..<node.end, slot)
      case .block(let block): try renderBlock(block, index, index + 1..<node.end, slot)
      }
      index = node.end
    }
  }
}

/// Sections.
extension Rendering {
  private mutating func renderSection(
    _ path: Path, _ node: Int, _ content: Range<Int>, _ slot: Slot
  ) throws(TemplateError) {
    guard let place = find(path, slot), place.pointee.isTruthy else { return }
    switch place.pointee {
    case .bool: try render(content, of: slot, for: node, in: slot)
    case .list(let list): try renderEach(list, content, node, slot)
    default: try render(content, node, slot, with: place)
    }
  }

  private mutating func renderEach(
    _ list: [Value], _ content: Range<Int>, _ node: Int, _ slot: Slot
  ) throws(TemplateError) {
    try list.withUnsafeBufferPointer { items throws(TemplateError) in
      guard let first = items.baseAddress else { return }
      for index in items.indices { try render(content, node, slot, with: first + index) }
    }
  }

  private mutating func renderInverted(
    _ path: Path, _ node: Int, _ content: Range<Int>, _ slot: Slot
  ) throws(TemplateError) {
    guard find(path, slot)?.pointee.isTruthy != true else { return }
    try render(content, of: slot, for: node, in: slot)
  }

  private mutating func render(
    _ content: Range<Int>, _ node: Int, _ slot: Slot, with place: UnsafePointer<Value>
  ) throws(TemplateError) {
    context.append(Level(place))
    try render(content, of: slot, for: node, in: slot)
    context.removeLast()
  }
}
