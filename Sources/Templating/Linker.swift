/// Follows every reference from the templates asked for until all have a slot.
struct Linker {
  typealias Find = (_ name: String, _ below: Int?) throws -> Template?

  private struct Query: Hashable {
    let name: String
    let below: Int?
  }

  private struct Identity: Hashable {
    let name: String
    let layer: Int
  }

  private(set) var slots: [Slot] = []
  private(set) var slotOfName: [String: Int] = [:]
  /// Templates that have a slot's number, some of them not linked yet.
  private var templates: [Template] = []
  private var slotOfQuery: [Query: Int] = [:]
  private var slotOfIdentity: [Identity: Int] = [:]

  mutating func link(_ names: [String], _ find: Find) throws {
    for name in names {
      _ = try slot(Query(name: name, below: nil), find, .unknown(name))
    }
    while slots.count < templates.count {
      let template = templates[slots.count]
      slots.append(Slot(template, try links(of: template, find), next: try next(of: template, find)))
    }
  }

  private mutating func links(of template: Template, _ find: Find) throws -> [Int] {
    var links = [Int](repeating: -1, count: template.references.count)
    for (index, node) in template.layout.nodes.enumerated() {
      guard let call = node.call, let query = query(template, call) else { continue }
      let place = query.below.map { " below layer \($0)" } ?? ""
      links[call.reference] = try slot(
        query, find, template.error(at: index, "there is no template “\(query.name)”\(place)"))
    }
    return links
  }

  /// What is rendered instead of an outlet that fails.
  private mutating func next(of template: Template, _ find: Find) throws -> Int {
    let source = template.source
    guard Outlet.covers(source.name), let next = try find(source.name, source.layer) else { return -1 }
    return slot(of: next, named: source.name)
  }

  private func query(_ template: Template, _ call: Call) -> Query? {
    switch template.references[call.reference] {
    case .name(let name): Query(name: name, below: nil)
    case .next(let name): Query(name: name, below: template.source.layer)
    case .dynamic: nil
    }
  }

  private mutating func slot(
    _ query: Query, _ find: Find, _ missing: @autoclosure () -> TemplateError
  ) throws -> Int {
    if let slot = slotOfQuery[query] { return slot }
    guard let template = try find(query.name, query.below) else { throw missing() }
    let slot = slot(of: template, named: query.name)
    slotOfQuery[query] = slot
    if query.below == nil { slotOfName[query.name] = slot }
    return slot
  }

  private mutating func slot(of template: Template, named name: String) -> Int {
    let identity = Identity(name: name, layer: template.source.layer)
    if let slot = slotOfIdentity[identity] { return slot }
    templates.append(template)
    slotOfIdentity[identity] = templates.count - 1
    return templates.count - 1
  }
}

/// Calls that lead back to themselves.
extension Linker {
  private enum Mark { case unseen, onTheWay, done }

  /// A call in a section or block may end; one outside of them is made each time.
  func refuseEndlessCalls() throws(TemplateError) {
    var marks = [Mark](repeating: .unseen, count: slots.count)
    for slot in slots.indices { try visit(slot, &marks) }
  }

  private func visit(_ slot: Int, _ marks: inout [Mark]) throws(TemplateError) {
    guard marks[slot] == .unseen else { return }
    marks[slot] = .onTheWay
    let template = slots[slot].template
    for (index, call) in unconditionalCalls(template) {
      let target = slots[slot].links[call.reference]
      guard target >= 0 else { continue }
      if marks[target] == .onTheWay {
        throw template.error(at: index, "“\(slots[target].template.source.name)” calls itself without end")
      }
      try visit(target, &marks)
    }
    marks[slot] = .done
  }

  private func unconditionalCalls(_ template: Template) -> [(Int, Call)] {
    var calls: [(Int, Call)] = []
    var index = 0
    while index < template.layout.nodes.count {
      if let call = template.layout.nodes[index].call { calls.append((index, call)) }
      index = template.layout.nodes[index].end
    }
    return calls
  }
}
