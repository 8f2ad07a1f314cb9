/// Looking up names.
extension Rendering {
  /// The first part of a dotted name is looked for in the whole stack, the others only in what it leads to.
  func find(_ path: Path, _ slot: Slot) -> Value? {
    guard let first = path.names.first else { return context.last }
    let names = slot.template.names
    guard var value = find(names[first]) else { return nil }
    for index in path.names.dropFirst() {
      guard case .record(let record) = value, let field = record.index(of: names[index]) else { return nil }
      value = record.fields[field].value
    }
    return value
  }

  private func find(_ name: Name) -> Value? {
    var level = context.count
    while level > 0 {
      level -= 1
      guard case .record(let record) = context[level] else { continue }
      if let index = record.index(of: name) { return record.fields[index].value }
    }
    return nil
  }
}
