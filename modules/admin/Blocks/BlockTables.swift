import Kit

extension AdminModule {
  static let blocks = Migration(
    "admin.0042-blocks",
    """
    CREATE TABLE admin_block (
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      blocked_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      at INTEGER NOT NULL,
      PRIMARY KEY (user_id, blocked_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX admin_block_blocked ON admin_block (blocked_id);

    -- Who may write to somebody; without a row, whoever they have met.
    CREATE TABLE admin_reach (
      user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
      who TEXT NOT NULL
    ) STRICT;
    """)
}
