import Kit

/// What Components itself keeps in app.db.
enum AppSchema {
  static let migrations =
    [
      Migration(
        "components.0001-outbox",
        """
        CREATE TABLE outbox(
          id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL,
          audience TEXT NOT NULL, body TEXT NOT NULL) STRICT;
        CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        """),
      // AUTOINCREMENT keeps a table of its own, one more page for each event. The newest event is never
      // trimmed, so no id comes twice without it.
      Migration(
        "components.0002-outbox-without-sequence",
        """
        CREATE TABLE outbox_new(
          id INTEGER PRIMARY KEY, at INTEGER NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL,
          audience TEXT NOT NULL, body TEXT NOT NULL) STRICT;
        INSERT INTO outbox_new SELECT id, at, topic, key, audience, body FROM outbox;
        INSERT OR IGNORE INTO outbox_new
          SELECT seq, 0, 'outbox', '', 'daemon', '{}' FROM sqlite_sequence WHERE name = 'outbox';
        DROP TABLE outbox;
        ALTER TABLE outbox_new RENAME TO outbox;
        """),
      Migration(
        "components.0003-outbox-key",
        """
        -- Seals the numbers of events for browsers, over restarts of the daemon.
        CREATE TABLE outbox_key(id INTEGER PRIMARY KEY CHECK(id = 1), key BLOB NOT NULL) STRICT;
        INSERT INTO outbox_key(id, key) VALUES(1, randomblob(32));
        """),
    ] + JobQueue.migrations
}
