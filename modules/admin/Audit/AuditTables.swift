import Kit

extension AdminModule {
  static let audit = Migration(
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
    """)
}
