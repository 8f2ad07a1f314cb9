import Kit

extension AdminModule {
  static let links = Migration(
    "admin.0031-links",
    """
    -- An address that was shown to be theirs. Several accounts may share one.
    ALTER TABLE admin_user ADD COLUMN mail TEXT;
    CREATE INDEX admin_user_mail ON admin_user (mail) WHERE mail IS NOT NULL;

    -- One-time links; at most one of a purpose for an account.
    CREATE TABLE admin_link (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      token BLOB NOT NULL UNIQUE, -- SHA-256 of what stands in the link
      purpose TEXT NOT NULL,
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      mail TEXT, -- what the link would confirm
      expires_at INTEGER NOT NULL,
      UNIQUE (user_id, purpose)
    ) STRICT;
    CREATE INDEX admin_link_expires ON admin_link (expires_at);
    """)
}
