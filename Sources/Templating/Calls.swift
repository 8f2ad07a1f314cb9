/// The blocks that a parent tag fills.
struct Filling {
  let slot: Slot
  let blocks: Range<Int>
  /// The filling in force where the parent tag stands.
  let outer: Int?
}

/// Partials and parents.
extension Rendering {
  mutating func renderPartial(_ call: Call, _ node: Int, _ slot: Slot) throws(TemplateError) {
    guard let callee = try callee(call, node, slot), !callee.nodes.isEmpty else { return }
    guard !callee.isOutlet || isInOutlet else {
      return renderOutlet(callee, call.indentation.map { indentation + slot.ink[$0] } ?? [])
    }
    guard call.indentation != nil || !indentation.isEmpty else {
      return try render(callee.nodes.indices, of: callee, for: node, in: slot)
    }
    let outer = indentation
    if let own = call.indentation { indentation += slot.ink[own] } else { indentation = [] }
    try render(callee.nodes.indices, of: callee, for: node, in: slot)
    indentation = outer
  }

  /// A parent is a partial with some of its blocks filled.
  mutating func renderParent(
    _ call: Call, _ node: Int, _ blocks: Range<Int>, _ slot: Slot
  ) throws(TemplateError) {
    let outer = environment
    fillings.append(Filling(slot: slot, blocks: blocks, outer: outer))
    environment = fillings.count - 1
    try renderPartial(call, node, slot)
    environment = outer
    fillings.removeLast()
  }

  /// Nil where a dynamic name leads to nothing, which renders nothing.
  private func callee(_ call: Call, _ node: Int, _ slot: Slot) throws(TemplateError) -> Slot? {
    guard case .dynamic(let path) = slot.template.references[call.reference] else {
      return library.slots[slot.links[call.reference]]
    }
    guard case .text(let name)? = find(path, slot)?.pointee, !name.isEmpty else { return nil }
    guard let target = library.slotOfName[name] else {
      throw slot.template.error(at: node, "there is no template “\(name)”")
    }
    return library.slots[target]
  }
}

/// Blocks.
extension Rendering {
  /// Renders what fills a block, or its own content if nothing does.
  mutating func renderBlock(
    _ block: Block, _ node: Int, _ content: Range<Int>, _ slot: Slot
  ) throws(TemplateError) {
    let outer = (indentation, environment)
    if let own = block.indentation { indentation += slot.ink[own] }
    var (written, filler, source) = (block, slot, content)
    if let (filling, index) = filling(slot.names[block.name]),
      case .block(let other) = filling.slot.nodes[index].kind
    {
      (written, filler) = (other, filling.slot)
      source = index + 1..<filler.nodes[index].end
      // A filling sees what is filled where it is written, not what it fills itself:
      // else a card within a page, both with a block `content`, would fill itself for ever.
      environment = filling.outer
    }
    if block.indentation != nil, !written.hasOwnLines, !source.isEmpty {
      indentation.withUnsafeBufferPointer { output.append($0) }
    }
    try render(source, of: filler, for: node, in: slot)
    (indentation, environment) = outer
  }

  /// The outermost filling of a block wins: the page's before that of a layout which itself has a layout.
  private func filling(_ name: Name) -> (Filling, node: Int)? {
    var found: (Filling, node: Int)?
    var next = environment
    while let index = next {
      let filling = fillings[index]
      if let node = filling.node(of: name) { found = (filling, node) }
      next = filling.outer
    }
    return found
  }
}

extension Filling {
  fileprivate func node(of name: Name) -> Int? {
    var index = blocks.lowerBound
    while index < blocks.upperBound {
      if case .block(let block) = slot.nodes[index].kind, slot.names[block.name] == name {
        return index
      }
      index = slot.nodes[index].end
    }
    return nil
  }
}
