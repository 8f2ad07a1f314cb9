/// One value of the context stack. A record's names and values are laid open once, when it is pushed, and
/// not for each of the many look-ups that pass it. Whoever pushes it keeps the value alive until it is popped.
struct Level {
  let place: UnsafePointer<Value>
  private var lookup = Shape.Lookup()
  private var values: UnsafePointer<Value>?

  init(_ place: UnsafePointer<Value>) {
    self.place = place
    guard case .record(let record) = place.pointee else { return }
    lookup = record.row.header.shape.lookup
    values = UnsafePointer(record.row.values)
  }

  /// Where the value of a name lies, when this is a record that has it.
  func find(_ name: borrowing Name) -> UnsafePointer<Value>? {
    guard let values, let index = lookup.index(of: name) else { return nil }
    return values + index
  }
}

/// Looking up names.
extension Rendering {
  /// The first part of a dotted name is looked for in the whole stack, the others only in what it leads to.
  func find(_ path: Path, _ slot: Slot) -> UnsafePointer<Value>? {
    guard !path.names.isEmpty else { return context.last?.place }
    guard var place = find(slot.names[path.names.lowerBound]) else { return nil }
    for index in path.names.dropFirst() {
      guard let next = Level(place).find(slot.names[index]) else { return nil }
      place = next
    }
    return place
  }

  private func find(_ name: borrowing Name) -> UnsafePointer<Value>? {
    var level = context.count
    while level > 0 {
      level -= 1
      if let place = context[level].find(name) { return place }
    }
    return nil
  }
}
