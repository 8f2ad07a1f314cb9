import Foundation
import GRDB
import Kit

/// A passkey that an account may sign in with.
struct Passkey {
  let id: Int64
  let userId: Int64
  let credential: [UInt8]
  /// The public key, in COSE.
  let key: [UInt8]
  let name: String
  /// The host that it was made for; empty where nobody wrote it down.
  let site: String
  let createdAt: Moment
  let usedAt: Moment?

  /// How many an account may have: more than anybody has devices.
  static let most = 20
}

extension Passkey {
  static func list(of user: Int64, _ db: Database) throws -> [Passkey] {
    try Row.fetchAll(
      db, sql: "\(select) WHERE user_id = ? ORDER BY id LIMIT \(most)", arguments: [user]
    ).map(Passkey.init)
  }

  static func find(_ credential: [UInt8], _ db: Database) throws -> Passkey? {
    try Row.fetchOne(db, sql: "\(select) WHERE credential = ?", arguments: [Data(credential)])
      .map(Passkey.init)
  }

  /// Stores a passkey. Throws `Refusal` for one too many, or one that is known.
  static func add(
    _ registration: Registration, named name: String, at site: String, to user: Int64, now: Moment,
    _ db: Database
  ) throws {
    guard try list(of: user, db).count < most else {
      throw Refusal("You have \(most) passkeys. Remove one that you no longer use first.")
    }
    guard try find(registration.credential.id, db) == nil else {
      throw Refusal("This passkey is known here already.")
    }
    try db.execute(
      sql: """
        INSERT INTO admin_passkey (user_id, credential, key, counter, name, site, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        user, Data(registration.credential.id), Data(registration.credential.key),
        Int64(registration.data.counter), name, site, now,
      ])
  }

  /// Notes a use; false for a counter that did not rise, because then two devices have the key. Authenticators that don't
  /// count say zero each time (WebAuthn 6.1.1).
  func use(counter: UInt32, now: Moment, _ db: Database) throws -> Bool {
    try db.execute(
      sql: """
        UPDATE admin_passkey SET counter = :counter, used_at = :now
        WHERE id = :id AND (counter < :counter OR (counter = 0 AND :counter = 0))
        """, arguments: ["counter": Int64(counter), "now": now, "id": id])
    return db.changesCount > 0
  }

  static func name(of id: Int64, of user: Int64, _ db: Database) throws -> String? {
    try String.fetchOne(
      db, sql: "SELECT name FROM admin_passkey WHERE id = ? AND user_id = ?", arguments: [id, user])
  }

  static func rename(_ id: Int64, of user: Int64, to name: PasskeyName, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE admin_passkey SET name = ? WHERE id = ? AND user_id = ?", arguments: [name.text, id, user])
  }

  /// Removes a passkey. Answers with its name; nil if it is not the user's.
  static func remove(_ id: Int64, of user: Int64, _ db: Database) throws -> String? {
    try String.fetchOne(
      db, sql: "DELETE FROM admin_passkey WHERE id = ? AND user_id = ? RETURNING name", arguments: [id, user])
  }

  private static let select =
    "SELECT id, user_id, credential, key, name, site, created_at, used_at FROM admin_passkey"

  private init(_ row: Row) {
    id = row["id"]
    userId = row["user_id"]
    credential = Array(row["credential"] as Data)
    key = Array(row["key"] as Data)
    name = row["name"]
    site = row["site"]
    createdAt = row["created_at"]
    usedAt = row["used_at"]
  }
}

/// What somebody calls a passkey.
struct PasskeyName {
  let text: String

  init(_ typed: String) throws {
    text = PlainText.line(typed)
    guard !text.isEmpty else { throw Refusal("Give the passkey a name that you will know it by.") }
    try Refusal.throwing(
      PlainText.objection(toLine: text, longest: 60) ?? PlainText.objection(toHiddenIn: text),
      about: "A passkey's name")
  }
}
