import GRDB
import Kit

@testable import Admin
@testable import Components
@testable import RTC

/// Every database file of the site, with its migrations, oldest first.
enum SiteFiles {
  static let all: [(name: String, migrations: [Migration])] = [
    ("app.db", AppSchema.migrations + Components.all.flatMap { $0.migrations }),
    ("registry.db", Registry.migrations),
    ("admin/limits.db", AdminModule.limitMigrations),
    ("rtc/sessions.db", SessionsFile.migrations),
  ]

  /// What people and programs keep in a file: no tables of SQLite's own, and not the list of migrations.
  static func tables(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema
        WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'migration' ORDER BY name
        """)
  }

  static func count(_ table: String, _ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
  }
}
