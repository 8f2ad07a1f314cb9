import GRDB
import Kit

/// A friend has switched: who fronts with them, as far as the reader may see it now.
struct FriendNotice {
  let friend: String
  let names: [String]
  let at: Moment

  static let days = 30

  static func write(_ front: SettledFront, at now: Moment, _ doors: Doors, _ db: Database) throws {
    try insert(front.account, to: front.reader, front.alters, at: now, db)
    // It names nobody: the page asks, and gets what may be seen by then.
    try doors.publish(Event("template.notice", to: .account(front.reader)), db)
  }

  private static func insert(
    _ friend: Int64, to reader: Int64, _ alters: [Int64], at now: Moment, _ db: Database
  ) throws {
    try db.execute(
      sql: "INSERT INTO template_notice(account_id, friend_id, at) VALUES(?, ?, ?)",
      arguments: [reader, friend, now])
    let id = db.lastInsertedRowID
    for (position, alter) in alters.enumerated() {
      try db.execute(
        sql: "INSERT INTO template_notice_alter(notice_id, alter_id, position) VALUES(?, ?, ?)",
        arguments: [id, alter, position])
    }
  }

  /// The newest first; what has been hidden since is not there any more.
  static func list(
    of account: Int64, noun: Noun, _ blocks: BlocksDoor, limit: Int = 50, _ db: Database
  ) throws -> [FriendNotice] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT n.id, n.friend_id, name, at FROM template_notice n JOIN person p ON p.id = n.friend_id
        WHERE account_id = ? ORDER BY n.id DESC LIMIT 200
        """, arguments: [account])
    var onlookers: [Int64: Onlooker] = [:]
    return try rows.lazy.compactMap { row -> FriendNotice? in
      let friend: Int64 = row["friend_id"]
      let onlooker =
        try onlookers[friend] ?? Acquaintances.of(friend, for: account, blocks, db).onlooker(account)
      onlookers[friend] = onlooker
      let names = try SeenFront.names(in: row["id"], by: onlooker, noun: noun, db)
      return names.isEmpty ? nil : FriendNotice(friend: row["name"], names: names, at: row["at"])
    }.prefix(limit).map(\.self)
  }

  static func forget(before then: Moment, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM template_notice WHERE id IN (SELECT id FROM template_notice WHERE at < ? LIMIT 1000)",
      arguments: [then])
  }

  /// "Seles and Yuki are fronting."
  var sentence: String {
    let list =
      names.count < 2
      ? names.joined() : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
    return "\(friend): \(list) \(names.count == 1 ? "is" : "are") fronting."
  }
}
