import Kit

extension AdminModule {
  static let locks = Migration(
    "admin.0060-locks",
    """
    -- The site that a passkey was made for; empty for those that are older than this column.
    ALTER TABLE admin_passkey ADD COLUMN site TEXT NOT NULL DEFAULT '';

    -- As it was written; NULL for those that are older than this column.
    ALTER TABLE admin_old_name ADD COLUMN name TEXT;

    -- Skeletons are made another way from now on: whoever compares names next makes these anew.
    UPDATE admin_user SET skeleton = NULL;
    UPDATE admin_newcomer SET skeleton = '';
    UPDATE admin_old_name SET skeleton = '';

    -- Looked at each minute, and with each change of rights.
    CREATE INDEX admin_acting_open ON admin_acting (id) WHERE ended_at IS NULL;
    """)
}
