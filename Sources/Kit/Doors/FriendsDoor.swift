import GRDB

/// Who could be asked for friendship. The Template house answers, and keeps what comes of it to itself.
public struct FriendsDoor: Sendable {
  /// Whom a viewer has no reason to ask: themselves, their friends, whom they asked already. nil for who asks
  /// nobody: guests, and whoever may only look. One look. Whom they blocked, a house asks of `blocks`.
  public var acquainted: @Sendable (Viewer, Database) throws -> Set<Int64>?

  public init(acquainted: @escaping @Sendable (Viewer, Database) throws -> Set<Int64>?) {
    self.acquainted = acquainted
  }

  /// Where an account is asked: a page that says what friends see, with a form.
  public static func address(asking account: Int64) -> String { "/account/friends?who=\(account)#ask-title" }
}
