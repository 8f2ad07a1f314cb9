import GRDB
import Kit

/// Who may write to an account.
enum ContactPolicy: String, CaseIterable, Sendable {
  case nobody, met, members

  static func current(_ user: Int64, _ db: Database) throws -> ContactPolicy {
    let stored = try String.fetchOne(
      db.cachedStatement(sql: "SELECT who FROM admin_reach WHERE user_id = ?"), arguments: [user])
    return stored.flatMap(ContactPolicy.init(rawValue:)) ?? .met
  }

  func keep(for user: Int64, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO admin_reach (user_id, who) VALUES (?, ?)", arguments: [user, rawValue])
  }

  var title: String {
    switch self {
    case .nobody: "Nobody"
    case .met: "People I have met in a thread or a room"
    case .members: "Everybody who has an account"
    }
  }
}

extension AdminModule {
  /// The accounts that somebody has blocked, for the door `blocks`.
  public func blocked(by user: Int64, _ db: Database) throws -> Set<Int64> { try Block.ids(of: user, db) }

  public func mayReach(from sender: Int64, to receiver: Int64) throws -> Bool {
    let (isBlocked, policy) = try house.read { db in
      (try Block.exists(sender, by: receiver, db), try ContactPolicy.current(receiver, db))
    }
    guard !isBlocked, sender != receiver else { return false }
    switch policy {
    case .nobody: return false
    case .met: return try house.doors.traces.haveMet(sender, receiver)
    case .members: return true
    }
  }
}
