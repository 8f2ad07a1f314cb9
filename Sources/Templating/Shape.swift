/// The names of a record, made once for all records of a kind:
///
///     static let shape = Shape("number", "author", "body")
public final class Shape: @unchecked Sendable {  // written in `init` alone
  let names: UnsafeBufferPointer<Name>
  private let table: UnsafeMutableBufferPointer<Int32>

  public convenience init(_ names: String...) { self.init(names.map(Name.init)) }

  init(_ names: [Name]) {
    let copy = UnsafeMutableBufferPointer<Name>.allocate(capacity: names.count)
    _ = copy.initialize(from: names)
    self.names = UnsafeBufferPointer(copy)
    var size = 4
    while size < names.count * 2 { size *= 2 }
    table = .allocate(capacity: size)
    table.initialize(repeating: -1)
    for (index, name) in names.enumerated() { enter(name, at: index) }
  }

  deinit {
    UnsafeMutableBufferPointer(mutating: names).deinitialize()
    names.deallocate()
    table.deallocate()
  }

  /// Where a name comes twice, the first one counts.
  private func enter(_ name: Name, at index: Int) {
    guard lookup.index(of: name) == nil else { return }
    var place = name.spread & (table.count - 1)
    while table[place] >= 0 { place = (place + 1) & (table.count - 1) }
    table[place] = Int32(index)
  }

  var lookup: Lookup {
    Lookup(names: names.baseAddress, table: UnsafePointer(table.baseAddress), mask: table.count - 1)
  }

  /// Finds names in a shape, which must live on: a table half full at most, in which each name stands where
  /// its spread says or soon after.
  struct Lookup {
    var names: UnsafePointer<Name>?
    var table: UnsafePointer<Int32>?
    var mask = 0

    func index(of name: borrowing Name) -> Int? {
      guard let names, let table else { return nil }
      var place = name.spread & mask
      while table[place] >= 0 {
        let index = Int(table[place])
        if names[index].head == name.head, !name.isLong || names[index] == name { return index }
        place = (place + 1) & mask
      }
      return nil
    }
  }
}
