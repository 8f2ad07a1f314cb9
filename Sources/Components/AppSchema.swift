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
        """)
    ] + JobQueue.migrations
}
