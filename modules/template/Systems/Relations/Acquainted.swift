import GRDB
import Kit

extension Systems {
  /// What the door `friends` asks.
  package func acquainted(_ viewer: Viewer, _ db: Database) throws -> Set<Int64>? {
    guard let account = viewer.account?.id, viewer.actedBy == nil, viewer.restraint == nil else { return nil }
    return try Int64.fetchSet(db.cachedStatement(sql: Self.acquainted), arguments: ["account": account])
  }

  private static let acquainted = """
    SELECT :account UNION ALL
    SELECT friend_id FROM template_friend WHERE account_id = :account UNION ALL
    SELECT asked_id FROM template_friend_ask WHERE account_id = :account AND is_kept
    """

  /// Where the viewer asks an account for friendship; nil where there is no reason to.
  func asking(_ account: Int64, _ viewer: Viewer, _ db: Database) throws -> String? {
    guard let reader = viewer.account?.id, let known = try acquainted(viewer, db), !known.contains(account),
      try !house.doors.blocks.of(reader, db).contains(account)
    else { return nil }
    return FriendsDoor.address(asking: account)
  }
}
