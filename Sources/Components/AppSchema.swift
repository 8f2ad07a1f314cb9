import Kit

/// What Components itself keeps in app.db.
enum AppSchema {
  static let migrations = [
    Migration(
      "components.0001-outbox",
      """
      CREATE TABLE outbox(
        id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL,
        audience TEXT NOT NULL, body TEXT NOT NULL) STRICT;
      CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      """),
    Migration(
      "components.0002-jobs",
      """
      CREATE TABLE job(
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, payload TEXT NOT NULL,
        run_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, leased_until INTEGER,
        failed_at INTEGER, error TEXT) STRICT;
      CREATE INDEX job_due ON job(run_at) WHERE failed_at IS NULL;
      """),
  ]
}
