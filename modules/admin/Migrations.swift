import Kit

extension AdminModule {
  /// app.db: the steps in their order, each beside what it is for. Append only: a step that has shipped never
  /// changes.
  public static let migrations = [
    accounts, matrix, audit, roles, exceptions, auditChain, newcomers, links, deletions, factors,
    confirmations, standing, impersonations, blocks, traces, door, locks,
  ]

  /// limits.db, a file of its own: what a stranger may cause to be written must not wait for, nor delay,
  /// what people write.
  static let limitMigrations = [
    Migration(
      "admin.limits.0001-tries",
      """
      CREATE TABLE admin_try (
        bucket BLOB NOT NULL, -- a hash: what was typed as a name may be a password
        at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX admin_try_bucket ON admin_try (bucket, at);
      CREATE INDEX admin_try_at ON admin_try (at);
      """),
    tickets, ticketPasswords,
  ]

  /// What concerns accounts, passkeys and impersonations at once.
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
