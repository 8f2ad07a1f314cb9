import GRDB
import Kit

/// Brings one database file to the schema that its migrations describe.
struct Schema {
  let file: String
  let migrations: [Migration]

  func bring(_ queue: DatabaseQueue) throws {
    let done = try queue.read(applied)
    let missing = migrations.filter { !done.contains($0.name) }
    guard !missing.isEmpty else { return }
    try queue.write { db in
      for migration in missing { try apply(migration, db) }
    }
  }

  private func applied(_ db: Database) throws -> Set<String> {
    let minReader = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard minReader <= Storage.reader else {
      throw StorageError(
        description:
          "\(file) was written by a newer Rowhouse (it wants reader \(minReader), this is \(Storage.reader))")
    }
    guard try db.tableExists("migration") else { return [] }
    return try String.fetchSet(db, sql: "SELECT name FROM migration")
  }

  private func apply(_ migration: Migration, _ db: Database) throws {
    try db.execute(
      sql: """
        PRAGMA application_id = \(Storage.applicationId);
        CREATE TABLE IF NOT EXISTS migration(name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
        """)
    try db.execute(sql: migration.sql)
    try db.execute(
      sql: "INSERT INTO migration(name, at) VALUES(?, ?)", arguments: [migration.name, Moment.now])
    if let minReader = migration.minReader { try db.execute(sql: "PRAGMA user_version = \(minReader)") }
  }
}
