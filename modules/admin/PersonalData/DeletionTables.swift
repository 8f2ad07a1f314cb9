import Kit

extension AdminModule {
  static let deletions = Migration(
    "admin.0032-farewells",
    """
    -- Accounts on their way out, until the day comes or their people come back; afterwards it says that
    -- nobody signs in to this account any more.
    CREATE TABLE admin_farewell (
      user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
      leaves_at INTEGER NOT NULL,
      keeps_posts INTEGER NOT NULL CHECK (keeps_posts IN (0, 1)),
      gone_at INTEGER
    ) STRICT;
    CREATE INDEX admin_farewell_leaves ON admin_farewell (leaves_at) WHERE gone_at IS NULL;

    -- The archive of somebody's data: asked for, and then ready in the folder of exports.
    CREATE TABLE admin_export (
      user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
      asked_at INTEGER NOT NULL,
      ready_at INTEGER,
      file TEXT,
      size INTEGER
    ) STRICT;
    CREATE INDEX admin_export_asked ON admin_export (asked_at);
    """)
}
