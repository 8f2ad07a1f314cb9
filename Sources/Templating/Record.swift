/// Named values, in order. An array of pairs: records are small and their names short,
/// so a linear scan beats hashing and a record costs one allocation.
public struct Record: Sendable, Equatable {
  @usableFromInline struct Field: Sendable, Equatable {
    @usableFromInline let name: Name
    @usableFromInline var value: Value

    @inlinable init(name: Name, value: Value) {
      self.name = name
      self.value = value
    }
  }

  @usableFromInline var fields: [Field]

  /// An empty record with room for as many fields as will be set.
  @inlinable public init(capacity: Int = 0) {
    fields = []
    fields.reserveCapacity(capacity)
  }

  /// Where a name comes twice, the first one counts.
  public init(_ pairs: [(String, any Renderable)]) {
    fields = pairs.map { Field(name: Name($0), value: $1.value) }
  }

  /// The names, in the order in which they were set.
  public var names: [String] { fields.map(\.name.text) }

  /// The value of a name; setting nil removes it.
  public subscript(name: String) -> Value? {
    get { index(of: Name(name)).map { fields[$0].value } }
    set { set(Name(name), newValue) }
  }

  /// Adds a value under a name that is not in the record yet, without looking for it.
  /// For the rows of long lists: half the cost of a literal, which puts each value in a box.
  @inlinable public mutating func append(_ name: String, _ value: some Renderable) {
    append(name, value.value)
  }

  /// Adds a value under a name that is not in the record yet, without looking for it.
  @inlinable public mutating func append(_ name: String, _ value: Value) {
    fields.append(Field(name: Name(name), value: value))
  }

  private mutating func set(_ name: Name, _ value: Value?) {
    switch (index(of: name), value) {
    case (let index?, let value?): fields[index].value = value
    case (let index?, nil): fields.remove(at: index)
    case (nil, let value?): fields.append(Field(name: name, value: value))
    case (nil, nil): break
    }
  }

  func index(of name: Name) -> Int? {
    fields.firstIndex { $0.name == name }
  }
}
