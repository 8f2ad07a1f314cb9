/// What accounts leave in the houses. The control room asks; Components asks each house in turn.
public struct TracesDoor: Sendable {
  /// Hides everything that an account posted; answers with how much it was.
  public var remove: @Sendable (_ account: Int64, _ now: Moment) throws -> Int
  /// Brings back what `remove` hid.
  public var restore: @Sendable (_ account: Int64, _ now: Moment) throws -> Int
  /// Whether two accounts have been in one conversation: a thread, a room.
  public var haveMet: @Sendable (_ one: Int64, _ other: Int64) throws -> Bool

  public init(
    remove: @escaping @Sendable (_ account: Int64, _ now: Moment) throws -> Int,
    restore: @escaping @Sendable (_ account: Int64, _ now: Moment) throws -> Int,
    haveMet: @escaping @Sendable (_ one: Int64, _ other: Int64) throws -> Bool
  ) {
    self.remove = remove
    self.restore = restore
    self.haveMet = haveMet
  }
}
