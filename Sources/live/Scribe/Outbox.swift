import GRDB
import Kit
import NIOCore
import RTC

/// The outbox of app.db, where every house's events lie in the order they were committed.
enum Outbox {
  static func last(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM outbox")) ?? 0
  }

  static func following(_ id: Int64, limit: Int = 500, _ db: Database) throws -> [LiveEvent] {
    try LiveEvent.fetchAll(
      db.cachedStatement(
        sql: "SELECT id, topic, key, audience, body FROM outbox WHERE id > ? ORDER BY id LIMIT ?"),
      arguments: [id, limit])
  }
}

extension LiveEvent: FetchableRecord {
  init(row: Row) {
    id = row["id"]
    topic = row["topic"]
    key = row["key"]
    // What is addressed to nobody known is for nobody.
    audience = Audience(text: row["audience"]) ?? .daemon
    let body = JSON(text: row["body"]) ?? [:]
    let message: JSON = ["topic": .text(topic), "key": .text(key), "body": body]
    event = EventStream.event(message.bytes, id: "\(row["id"] as Int64)")
  }
}
