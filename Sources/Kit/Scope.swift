/// One place in which other permissions may hold than everywhere else: a category, a room.
public struct Scope: Sendable, Hashable {
  /// `forums.category`: the house's name first.
  public let kind: String
  public let id: Int64

  public init(_ kind: String, _ id: Int64) {
    self.kind = kind
    self.id = id
  }

  /// Reads what `text` wrote.
  public init?(text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let id = Int64(parts[1]), id > 0 else { return nil }
    self.init(String(parts[0]), id)
  }

  /// As it stands in the databases: `forums.category:3`.
  public var text: String { "\(kind):\(id)" }

  /// Where its permissions are changed; nil for those who may not.
  public func permissionsAddress(for viewer: Viewer) -> String? {
    viewer.can("admin.permissions") ? "/admin/permissions/\(kind)/\(id)" : nil
  }
}

/// A kind of places that a house has. It says what each is called, to those who may know that it is there.
public struct ScopeKind: Sendable {
  public struct Place: Sendable {
    public let title: String
    public let href: String

    public init(_ title: String, _ href: String) {
      self.title = title
      self.href = href
    }
  }

  /// `forums.category`
  public let name: String
  /// "category"
  public let noun: String
  public let find: @Sendable (_ id: Int64, Viewer) throws -> Place?

  public init(
    _ name: String, _ noun: String, find: @escaping @Sendable (_ id: Int64, Viewer) throws -> Place?
  ) {
    self.name = name
    self.noun = noun
    self.find = find
  }
}
