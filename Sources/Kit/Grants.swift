/// What a role may do: the keys that it holds, and the places where another word holds.
public struct Grants: Sendable, Equatable {
  private let everywhere: Set<String>
  /// By key, then by place. Empty on most sites, so that nobody pays for it.
  private let exceptions: [String: [Scope: Bool]]

  public init(_ everywhere: Set<String> = [], exceptions: [String: [Scope: Bool]] = [:]) {
    self.everywhere = everywhere
    self.exceptions = exceptions
  }

  /// The one function that decides: a place's own word, else what holds everywhere.
  public func allow(_ key: String, in place: Scope?) -> Bool {
    if let place, let word = exceptions[key]?[place] { return word }
    return everywhere.contains(key)
  }

  /// What a place says itself; nil where it says nothing.
  public func exception(_ key: String, in place: Scope) -> Bool? { exceptions[key]?[place] }

  /// The places of a kind in which a key may be used.
  public func extent(of key: String, _ kind: String) -> Extent {
    let isUsual = everywhere.contains(key)
    let unusual = (exceptions[key] ?? [:]).filter { $0.key.kind == kind && $0.value != isUsual }
    return Extent(isUsual: isUsual, exceptions: Set(unusual.keys.map(\.id)))
  }

  /// Whether there is any place in which the key may be used.
  public func allowSomewhere(_ key: String) -> Bool {
    everywhere.contains(key) || exceptions[key]?.values.contains(true) ?? false
  }

  /// Whether these allow all that the others allow, everywhere.
  public func cover(_ others: Grants) -> Bool {
    guard others.everywhere.isSubset(of: everywhere) else { return false }
    return [self, others].flatMap(\.exceptions).allSatisfy { key, places in
      places.keys.allSatisfy { allow(key, in: $0) || !others.allow(key, in: $0) }
    }
  }

  /// What these allow on the whole site and the others don't.
  public func beyond(_ others: Grants) -> Grants { Grants(everywhere.subtracting(others.everywhere)) }
}

/// Places of one kind, for queries: all but some, or none but some.
public struct Extent: Sendable, Equatable {
  /// Whether a place belongs to it that is no exception.
  public let isUsual: Bool
  public let exceptions: Set<Int64>

  public init(isUsual: Bool, exceptions: Set<Int64> = []) {
    self.isUsual = isUsual
    self.exceptions = exceptions
  }

  public var isEverywhere: Bool { isUsual && exceptions.isEmpty }
}
