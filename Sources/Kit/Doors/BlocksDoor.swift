import GRDB

/// Who wants nothing of whom. The Admin house keeps one list for each account; nobody else sees it.
public struct BlocksDoor: Sendable {
  /// The accounts that this one has blocked.
  public var of: @Sendable (_ account: Int64, Database) throws -> Set<Int64>
  /// Whether a message to somebody, or a mention of them, may reach them. Not to be asked inside a read or
  /// a write: other houses may be asked in turn.
  public var mayReach: @Sendable (_ sender: Int64, _ receiver: Int64) throws -> Bool
  /// The Admin house calls it in the write that blocks somebody; Components tells each house.
  public var begin: @Sendable (_ account: Int64, _ blocked: Int64, Database) throws -> Void

  public init(
    of: @escaping @Sendable (_ account: Int64, Database) throws -> Set<Int64>,
    mayReach: @escaping @Sendable (_ sender: Int64, _ receiver: Int64) throws -> Bool,
    begin: @escaping @Sendable (_ account: Int64, _ blocked: Int64, Database) throws -> Void = { _, _, _ in }
  ) {
    self.of = of
    self.mayReach = mayReach
    self.begin = begin
  }
}
