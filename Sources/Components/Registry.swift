import Foundation
import GRDB
import Kit

/// registry.db: which houses are enabled, and which processes run. Every process sees a change at its next
/// request.
public final class Registry: Sendable {
  private let queue: DatabaseQueue
  private let houses: [any Module.Type]
  private let disabled: Fresh<Set<String>>

  init(_ file: URL, houses: [any Module.Type]) throws {
    self.houses = houses
    queue = try Storage.open(file, Self.migrations)
    disabled = Fresh(queue) { try String.fetchSet($0, sql: "SELECT name FROM house WHERE enabled = 0") }
  }

  public func isEnabled(_ house: String) throws -> Bool { try !disabledHouses().contains(house) }

  func disabledHouses() throws -> Set<String> { try disabled.get() }

  /// As of the request's first look.
  func disabledHouses(for request: Request) throws -> Set<String> { try disabled.get(for: request) }

  public func statuses() throws -> [HouseStatus] {
    let rows = try queue.read { db in
      try Row.fetchAll(db, sql: "SELECT name, enabled, changed_at, changed_by FROM house LIMIT 1000")
    }
    let known = Dictionary(rows.map { ($0["name"] as String, $0) }) { first, _ in first }
    return houses.map { house in
      let row = known[house.name]
      return HouseStatus(
        name: house.name, title: house.title, summary: house.summary, isRequired: house.isRequired,
        isEnabled: row.map { $0["enabled"] } ?? true, changedAt: row?["changed_at"],
        changedBy: row?["changed_by"])
    }
  }

  /// Throws `Fault` 404 for an unknown house, 422 for a required one.
  public func setEnabled(_ house: String, _ isEnabled: Bool, by name: String, now: Moment) throws {
    guard let module = houses.first(where: { $0.name == house }) else { throw Fault.notFound }
    guard isEnabled || !module.isRequired else {
      throw Fault.invalid("\(module.title) can't be disabled: the site needs it.")
    }
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO house(name, enabled, changed_at, changed_by) VALUES(?, ?, ?, ?)
          ON CONFLICT(name) DO UPDATE SET enabled = excluded.enabled, changed_at = excluded.changed_at,
            changed_by = excluded.changed_by
          """, arguments: [house, isEnabled, now, name])
    }
  }

  static let migrations = [
    Migration(
      "registry.0001-houses-and-processes",
      """
      CREATE TABLE house(
        name TEXT PRIMARY KEY, enabled INTEGER NOT NULL CHECK(enabled IN (0, 1)), changed_at INTEGER,
        changed_by TEXT) STRICT;
      CREATE TABLE process(
        pid INTEGER PRIMARY KEY, kind TEXT NOT NULL, started_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,
        requests INTEGER NOT NULL) STRICT;
      """)
  ]
}

extension Registry {
  /// A process that has not been seen for this long is gone.
  static let lifetime = 60

  /// Writes that this process lives, and forgets those that don't. Who beats waits for no disk: the chat's only
  /// writer is among them.
  public func beat(_ kind: String, startedAt: Moment, requests: Int, now: Moment) throws {
    try queue.remember { db in
      try db.execute(
        sql: """
          INSERT INTO process(pid, kind, started_at, seen_at, requests) VALUES(?, ?, ?, ?, ?)
          ON CONFLICT(pid) DO UPDATE SET kind = excluded.kind, started_at = excluded.started_at,
            seen_at = excluded.seen_at, requests = excluded.requests
          """, arguments: [getpid(), kind, startedAt, now, requests])
      try db.execute(sql: "DELETE FROM process WHERE seen_at < ?", arguments: [now - Self.lifetime])
    }
  }

  /// The process ends by itself.
  public func leave() throws {
    try queue.remember { try $0.execute(sql: "DELETE FROM process WHERE pid = ?", arguments: [getpid()]) }
  }

  public func processes() throws -> [ProcessStatus] {
    try queue.read { db in
      try Row.fetchAll(
        db, sql: "SELECT pid, kind, started_at, seen_at, requests FROM process ORDER BY kind, pid LIMIT 1000"
      ).map { row in
        ProcessStatus(
          kind: row["kind"], pid: row["pid"], startedAt: row["started_at"], seenAt: row["seen_at"],
          requests: row["requests"])
      }
    }
  }
}
