import Kit

extension AdminModule {
  static let standing = Migration(
    "admin.0040-standing",
    """
    -- What holds against an account, one row for each kind. It ends by itself when its time has passed.
    CREATE TABLE admin_sanction (
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('suspended', 'silenced')),
      reason TEXT NOT NULL,
      author_id INTEGER NOT NULL, -- no reference: it outlives accounts
      at INTEGER NOT NULL,
      until INTEGER, -- NULL: until somebody lifts it
      PRIMARY KEY (user_id, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX admin_sanction_kind ON admin_sanction (kind, user_id);

    -- What staff want to remember about an account; nobody else sees it.
    CREATE TABLE admin_note (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      author_id INTEGER NOT NULL,
      text TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX admin_note_user ON admin_note (user_id, id);
    """)
}
