/// Partials, parents and blocks.
extension Rendering {
  mutating func partial(
    _ call: Call, _ slot: Int, _ template: Template, _ index: Int
  ) throws(TemplateError) {
    guard let target = try target(call, slot, template, index) else { return }
    let callee = library.slots[target].template
    let outer = indentation
    defer { indentation = outer }
    indent(call.indentation, template)
    try enter(target, callee, index, callee.nodes.indices)
  }

  /// A parent is a partial with some of its blocks filled.
  mutating func parent(
    _ call: Call, _ end: Int, _ slot: Int, _ template: Template, _ index: Int
  ) throws(TemplateError) {
    let outer = environment
    fillings.append(Filling(slot: slot, content: index + 1..<end, outer: outer))
    environment = fillings.count - 1
    try partial(call, slot, template, index)
    environment = outer
    fillings.removeLast()
  }

  /// Nil where a dynamic name leads to nothing, which renders nothing.
  private func target(
    _ call: Call, _ slot: Int, _ template: Template, _ index: Int
  ) throws(TemplateError) -> Int? {
    guard case .dynamic(let names) = template.references[call.reference] else {
      return library.slots[slot].links[call.reference]
    }
    guard case .text(let name)? = find(Path(names: names), template), !name.isEmpty else { return nil }
    guard let target = library.slotOfName[name] else {
      throw template.error(at: index, "there is no template “\(name)”")
    }
    return target
  }

  /// Renders a block's filling, or its own content if it has none.
  mutating func fill(
    _ block: Block, _ end: Int, _ slot: Int, _ template: Template, _ index: Int
  ) throws(TemplateError) {
    let outer = (indentation, environment)
    defer { (indentation, environment) = outer }
    if let own = block.indentation { indentation += template.ink[own] }
    guard let (filling, at) = filling(template.names[block.name]) else {
      try content(block, slot, template, index, index + 1..<end, at: block)
      return
    }
    let filler = library.slots[filling.slot].template
    guard case .block(let content, let end) = filler.nodes[at] else { return }
    // A filling sees what is filled where it is written, not what it fills itself:
    // else a card within a page, both with a block `content`, would fill itself for ever.
    environment = filling.outer
    try self.content(content, filling.slot, filler, at, at + 1..<end, at: block)
  }

  private mutating func content(
    _ content: Block, _ slot: Int, _ template: Template, _ index: Int, _ nodes: Range<Int>, at block: Block
  ) throws(TemplateError) {
    if block.indentation != nil, !content.hasOwnLines, !nodes.isEmpty { output += indentation }
    try enter(slot, template, index, nodes)
  }

  /// The outermost filling of a block wins: the page before its layout's own use of another layout.
  private func filling(_ name: Name) -> (Filling, at: Int)? {
    var found: (Filling, at: Int)?
    var next = environment
    while let index = next {
      let filling = fillings[index]
      if let at = block(name, filling) { found = (filling, at) }
      next = filling.outer
    }
    return found
  }

  private func block(_ name: Name, _ filling: Filling) -> Int? {
    let template = library.slots[filling.slot].template
    var index = filling.content.lowerBound
    while index < filling.content.upperBound {
      guard case .block(let block, let end) = template.nodes[index] else { return nil }
      if template.names[block.name] == name { return index }
      index = end
    }
    return nil
  }

  private mutating func indent(_ own: Range<Int>?, _ template: Template) {
    if let own {
      indentation += template.ink[own]
    } else {
      indentation = []
    }
  }
}
