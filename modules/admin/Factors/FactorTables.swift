import Kit

extension AdminModule {
  static let factors = Migration(
    "admin.0020-factors",
    """
    CREATE TABLE admin_app (
      user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
      -- In clear: a code can't be made from a hash, and a key to encrypt it with would lie in the same folder
      -- and the same backups. The folder's rights protect both.
      secret BLOB NOT NULL,
      step INTEGER NOT NULL, -- of the last code that was taken: none is taken twice
      created_at INTEGER NOT NULL,
      used_at INTEGER
    ) STRICT;

    CREATE TABLE admin_passkey (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      credential BLOB NOT NULL UNIQUE,
      key BLOB NOT NULL, -- COSE
      counter INTEGER NOT NULL,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      used_at INTEGER
    ) STRICT;
    CREATE INDEX admin_passkey_user ON admin_passkey (user_id);

    CREATE TABLE admin_recovery_code (
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      code BLOB NOT NULL, -- SHA-256: eighty random bits need no slow hash
      used_at INTEGER,
      PRIMARY KEY (user_id, code)
    ) STRICT, WITHOUT ROWID;

    -- The roles whose holders must have a second factor.
    CREATE TABLE admin_factor_duty (role TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    """)

  static let confirmations = Migration(
    "admin.0021-confirmations",
    "ALTER TABLE admin_session ADD COLUMN confirmed_at INTEGER NOT NULL DEFAULT 0")

  /// In limits.db.
  static let tickets = Migration(
    "admin.limits.0020-tickets",
    """
    CREATE TABLE admin_ticket (
      hash BLOB PRIMARY KEY, -- SHA-256 of what the browser holds
      user_id INTEGER, -- in app.db; null while nobody is known
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX admin_ticket_expires ON admin_ticket (expires_at);
    """)
}
