import Foundation
import GRDB
import Kit

/// Events on their way to open pages: written in the transaction that causes them, tailed by id.
/// SQLite has one writer at a time, so ids are in the order of commits and a tail skips none.
public struct Outbox: Sendable {
  private let app: DatabaseQueue
  private let writeGate: WriteGate?

  init(_ app: DatabaseQueue, _ writeGate: WriteGate? = nil) { (self.app, self.writeGate) = (app, writeGate) }

  static func append(_ event: Event, at: Moment, _ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT INTO outbox(at, topic, key, audience, body) VALUES(?, ?, ?, ?, ?)"
    ).run(at, event.topic, event.key, event.audience.text, event.body)
  }

  /// The newest id: where a reader that has just started begins.
  public func head() throws -> Int64 {
    try app.read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM outbox") } ?? 0
  }

  /// What seals the ids of events before a browser sees them.
  public func key() throws -> Data {
    try app.read { try Data.fetchOne($0, sql: "SELECT key FROM outbox_key") } ?? Data()
  }

  /// As many events as are read at once.
  public static let batch = 500

  /// At most one batch of events after `id`, oldest first.
  public func events(after id: Int64) throws -> [(id: Int64, event: Event)] {
    try app.read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT id, topic, key, audience, body FROM outbox WHERE id > ? ORDER BY id LIMIT ?"),
        arguments: [id, Self.batch]
      ).map { row in
        // An audience that can't be read is nobody's.
        (row[0], Event(row[1], key: row[2], to: Audience(text: row[3]) ?? .daemon, body: row[4]))
      }
    }
  }

  /// Whether everything after `id` is still kept, so that one can read on from there. False too for an id that
  /// was never given: it belongs to a file that is no more.
  public func keeps(_ id: Int64) throws -> Bool {
    try app.read { db in
      let (first, last) = ("SELECT min(id) FROM outbox", "SELECT max(id) FROM outbox")
      guard let oldest = try Int64.fetchOne(db.cachedStatement(sql: first)),
        let newest = try Int64.fetchOne(db.cachedStatement(sql: last))
      else { return id == 0 }
      return id >= oldest - 1 && id <= newest
    }
  }

  /// Forgets what is older than an hour, in short writes until nothing of it is left: whoever was away that long
  /// is told to ask for everything again. The newest event stays, so that its id is not given again.
  public func trim(now: Moment) throws {
    while try forget(before: now - 3600) == Self.batch {}
  }

  private func forget(before: Moment) throws -> Int {
    try app.write(through: writeGate) { db in
      try db.execute(
        sql: """
          DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE at < ? ORDER BY id LIMIT ?)
            AND id < (SELECT max(id) FROM outbox)
          """, arguments: [before, Self.batch])
      return db.changesCount
    }
  }
}
