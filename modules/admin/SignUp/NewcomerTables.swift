import Kit

extension AdminModule {
  static let newcomers = Migration(
    "admin.0030-newcomers",
    """
    -- What a name looks like; NULL for names that are older than this column, until the sweep comes by.
    ALTER TABLE admin_user ADD COLUMN skeleton TEXT;
    CREATE INDEX admin_user_skeleton ON admin_user (skeleton);

    -- Whoever asked to be let in. There is no account yet, so that nothing can sign it in.
    CREATE TABLE admin_newcomer (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      folded TEXT NOT NULL UNIQUE,
      skeleton TEXT NOT NULL,
      password TEXT NOT NULL,
      words TEXT NOT NULL,
      address TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX admin_newcomer_skeleton ON admin_newcomer (skeleton);
    CREATE INDEX admin_newcomer_created ON admin_newcomer (created_at);

    CREATE TABLE admin_invite (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      token BLOB NOT NULL UNIQUE, -- SHA-256 of what stands in the link
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      used_by INTEGER REFERENCES admin_user ON DELETE SET NULL,
      used_at INTEGER
    ) STRICT;
    CREATE INDEX admin_invite_user ON admin_invite (user_id, id);
    CREATE INDEX admin_invite_used ON admin_invite (used_by) WHERE used_by IS NOT NULL;

    -- A name that somebody had stays theirs for a while.
    CREATE TABLE admin_old_name (
      folded TEXT PRIMARY KEY,
      skeleton TEXT NOT NULL,
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX admin_old_name_skeleton ON admin_old_name (skeleton);
    CREATE INDEX admin_old_name_user ON admin_old_name (user_id);

    CREATE VIEW admin_taken_name AS
      SELECT folded, skeleton, id AS user_id, NULL AS until FROM admin_user
      UNION ALL SELECT folded, skeleton, NULL, NULL FROM admin_newcomer
      UNION ALL SELECT folded, skeleton, user_id, until FROM admin_old_name;

    -- Signs what a form brings back, so that nothing need be kept for a guest.
    CREATE TABLE admin_secret (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      key BLOB NOT NULL
    ) STRICT;
    INSERT INTO admin_secret (id, key) VALUES (1, randomblob(32));
    """)
}
