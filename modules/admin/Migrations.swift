import Kit

extension AdminModule {
  /// app.db. Append only: a step that has shipped never changes.
  public static let migrations = [
    Migration(
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
      """),
    Migration(
      "admin.0002-permissions",
      """
      CREATE TABLE admin_permission_key (
        key TEXT PRIMARY KEY,
        sentence TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE admin_permission (
        role TEXT NOT NULL,
        key TEXT NOT NULL REFERENCES admin_permission_key,
        granted INTEGER NOT NULL CHECK (granted IN (0, 1)),
        PRIMARY KEY (role, key)
      ) STRICT, WITHOUT ROWID;

      -- Rises with every change of the matrix, so that a process knows when its copy is stale.
      CREATE TABLE admin_matrix (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        revision INTEGER NOT NULL
      ) STRICT;
      INSERT INTO admin_matrix (id, revision) VALUES (1, 1);
      CREATE TRIGGER admin_permission_added AFTER INSERT ON admin_permission
      BEGIN UPDATE admin_matrix SET revision = revision + 1; END;
      CREATE TRIGGER admin_permission_changed AFTER UPDATE ON admin_permission
      BEGIN UPDATE admin_matrix SET revision = revision + 1; END;
      CREATE TRIGGER admin_permission_removed AFTER DELETE ON admin_permission
      BEGIN UPDATE admin_matrix SET revision = revision + 1; END;
      """),
    Migration(
      "admin.0003-audit",
      """
      CREATE TABLE admin_audit (
        id INTEGER PRIMARY KEY, -- 1, 2, 3… without gaps
        at INTEGER NOT NULL,
        act TEXT NOT NULL,
        target TEXT NOT NULL,
        before TEXT,
        after TEXT,
        actor INTEGER, -- no reference: the log outlives accounts
        address TEXT NOT NULL,
        request_id TEXT NOT NULL,
        hash BLOB NOT NULL -- SHA-256 of the hash before and this row
      ) STRICT;
      CREATE INDEX admin_audit_act ON admin_audit (act, id);
      CREATE INDEX admin_audit_actor ON admin_audit (actor, id);
      CREATE INDEX admin_audit_target ON admin_audit (target, id);

      -- The insert's own check also stops INSERT OR REPLACE, which fires no trigger for what it deletes.
      CREATE TRIGGER admin_audit_grows BEFORE INSERT ON admin_audit
      WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM admin_audit)
      BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
      CREATE TRIGGER admin_audit_stays BEFORE UPDATE ON admin_audit
      BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
      CREATE TRIGGER admin_audit_keeps BEFORE DELETE ON admin_audit
      BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
      """),
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
      """)
  ]
}
