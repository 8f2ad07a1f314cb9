import Kit

extension AdminModule {
  static let accounts = Migration(
    "admin.0001-accounts",
    """
    CREATE TABLE admin_user (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      folded TEXT NOT NULL UNIQUE, -- the name as it is compared: case and width make no difference
      password TEXT NOT NULL,
      role TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX admin_user_role ON admin_user (role);
    CREATE INDEX admin_user_created ON admin_user (created_at);

    CREATE TABLE admin_session (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      token BLOB NOT NULL UNIQUE, -- SHA-256 of what the browser holds
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      address TEXT NOT NULL,
      agent TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX admin_session_user ON admin_session (user_id, seen_at);
    CREATE INDEX admin_session_seen ON admin_session (seen_at);

    -- The one-time address that makes the first admin; at most one row.
    CREATE TABLE admin_setup (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      token BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    -- What other houses may know about an account.
    CREATE VIEW person AS SELECT id, name, role, created_at FROM admin_user;
    """)
}
