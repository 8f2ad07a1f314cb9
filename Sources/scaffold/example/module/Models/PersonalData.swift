import GRDB
import Kit

/// What this house keeps of an account, and how it forgets or hides it.
extension ExampleModule {
  public func export(_ account: Int64) throws -> [PersonalFile] {
    try house.read { db in
      let notes = try String.fetchAll(
        db,
        sql: "SELECT json_object('at', at, 'text', text) FROM example_note WHERE author = ? ORDER BY id",
        arguments: [account])
      return [PersonalFile("notes.json", json: notes)]
    }
  }

  /// Notes go, whatever becomes of posts elsewhere.
  public func erase(_ account: Int64, keepingPosts: Bool, now: Moment) throws {
    try house.write { db in
      try db.execute(sql: "DELETE FROM example_note WHERE author = ?", arguments: [account])
    }
  }

  public func removeEverything(by account: Int64, at now: Moment) throws -> Int {
    try setHidden(true, account)
  }

  public func restoreEverything(by account: Int64, at now: Moment) throws -> Int {
    try setHidden(false, account)
  }

  private func setHidden(_ isHidden: Bool, _ account: Int64) throws -> Int {
    try house.write { db in
      try db.execute(
        sql: "UPDATE example_note SET is_hidden = ?1 WHERE author = ?2 AND is_hidden <> ?1",
        arguments: [isHidden, account])
      return db.changesCount
    }
  }
}
