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
    try withoutForeignKeys(queue) { db in
      for migration in missing { try apply(migration, db) }
      try checkForeignKeys(db)
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

  /// One transaction in which a table can be dropped and made anew without taking its children along: with
  /// foreign keys on, that deletes its rows first, and theirs (sqlite.org/lang_droptable.html). Switched
  /// before it begins; inside it the pragma does nothing. Whoever is thrown out of here closes the file.
  private func withoutForeignKeys(_ queue: DatabaseQueue, _ change: (Database) throws -> Void) throws {
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.inTransaction(.immediate) {
        try change(db)
        return .commit
      }
      try db.execute(sql: "PRAGMA foreign_keys = ON")
    }
  }

  private func checkForeignKeys(_ db: Database) throws {
    guard let row = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") else { return }
    let (table, number, parent): (String, Int64?, String) = (row[0], row[1], row[2])
    throw StorageError(
      description:
        "\(file) is as it was: after its migrations, \(table) row \(number.map(String.init) ?? "?") would refer to a row of \(parent) that is not there"
    )
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
