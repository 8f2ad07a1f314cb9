/// Named values, in order. Its names are a `Shape`, its values lie side by side: rendering reads them where
/// they are, without counting references.
public struct Record: @unchecked Sendable, Equatable {  // a row is not changed once it is in a record
  let row: Row

  init(_ row: Row) { self.row = row }

  public init() { self.init([]) }

  /// Where a name comes twice, the first one counts.
  public init(_ pairs: [(String, any Renderable)]) {
    var row = RecordBuilder(Shape(pairs.map { Name($0.0) }))
    for pair in pairs { row.add(pair.1.value) }
    self = row.record()
  }

  /// The names, in the order in which they were set.
  public var names: [String] { row.header.shape.names.map(\.text) }
  private var values: [Value] { Array(UnsafeBufferPointer(start: row.values, count: row.header.count)) }

  /// The value of a name; setting nil removes it.
  public subscript(name: String) -> Value? {
    get { row.header.shape.lookup.index(of: Name(name)).map { row.values[$0] } }
    set {
      var pairs = zip(names, values).map { ($0, $1 as any Renderable) }
      let index = pairs.firstIndex { $0.0 == name }
      switch (index, newValue) {
      case (let index?, let value?): pairs[index].1 = value
      case (let index?, nil): pairs.remove(at: index)
      case (nil, let value?): pairs.append((name, value))
      case (nil, nil): break
      }
      self = Record(pairs)
    }
  }

  public static func == (a: Record, b: Record) -> Bool { a.names == b.names && a.values == b.values }
}

/// Fills a record, name by name in the order of its shape. For the rows of long lists: a third of the cost
/// of a literal, which puts each value in a box.
public struct RecordBuilder: ~Copyable {
  private let row: Row
  private let header: UnsafeMutablePointer<Row.Head>
  private let values: UnsafeMutablePointer<Value>

  public init(_ shape: Shape) {
    row = Row.empty(shape)
    (header, values) = row.withUnsafeMutablePointers { ($0, $1) }
  }

  /// The next value. `name` is the shape's next name, said again so that one can read what goes where.
  @inlinable public mutating func append(_ name: String, _ value: some Renderable) {
    append(name, value.value)
  }

  public mutating func append(_ name: String, _ value: Value) {
    assert(
      header.pointee.count < capacity && header.pointee.shape.names[header.pointee.count].text == name,
      "“\(name)” is not what this shape has next")
    add(value)
  }

  mutating func add(_ value: Value) {
    precondition(header.pointee.count < capacity, "a record has more values than names")
    (values + header.pointee.count).initialize(to: value)
    header.pointee.count += 1
  }

  private var capacity: Int { header.pointee.shape.names.count }

  /// The record, once all names have their value.
  public consuming func value() -> Value { .record(record()) }

  consuming func record() -> Record {
    precondition(header.pointee.count == capacity, "a record lacks some of its values")
    return Record(row)
  }
}

/// The values of one record, in one piece of memory.
final class Row: ManagedBuffer<Row.Head, Value> {
  struct Head {
    let shape: Shape
    var count: Int
  }

  static func empty(_ shape: Shape) -> Row {
    let buffer = create(minimumCapacity: shape.names.count) { _ in Head(shape: shape, count: 0) }
    return unsafeDowncast(buffer, to: Row.self)
  }

  /// They stay where they are for as long as the row lives.
  var values: UnsafeMutablePointer<Value> { withUnsafeMutablePointerToElements { $0 } }

  deinit {
    _ = withUnsafeMutablePointers { head, values in values.deinitialize(count: head.pointee.count) }
  }
}
