import Kit

extension AdminModule {
  /// app.db, a file each. Append only: a step that has shipped never changes.
  public static let migrations = [
    accounts, matrix, audit, roles, exceptions, auditChain, newcomers, links, farewells, factors,
    confirmations, standing, acting, blocks, traces, door, locks,
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
}
