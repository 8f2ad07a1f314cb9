import Kit

extension ExampleModule {
  /// Append only: what has shipped is never changed.
  public static let migrations = [
    Migration(
      "example.0001-notes",
      """
      CREATE TABLE example_note(
        id INTEGER PRIMARY KEY,
        author INTEGER NOT NULL REFERENCES admin_user(id),
        text TEXT NOT NULL,
        at INTEGER NOT NULL,
        is_hidden INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX example_note_author ON example_note(author);
      """)
  ]
}
