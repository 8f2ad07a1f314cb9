import Kit

extension AdminModule {
  static let auditChain = Migration(
    "admin.0050-audit-chain",
    """
    ALTER TABLE admin_audit ADD COLUMN acting_as INTEGER; -- whose account the actor was using
    ALTER TABLE admin_audit ADD COLUMN form INTEGER NOT NULL DEFAULT 1; -- what the hash is made of: AuditSeal
    CREATE INDEX admin_audit_acting ON admin_audit (acting_as, id) WHERE acting_as IS NOT NULL;

    -- Where the log begins and ends, so that rows missing at either end are missed.
    CREATE TABLE admin_audit_chain (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      pruned INTEGER NOT NULL, -- the last row that was let go, 0 if none was, and its hash
      pruned_hash BLOB NOT NULL,
      last INTEGER NOT NULL, -- the last row that was written, 0 if none was, and its hash
      last_hash BLOB NOT NULL
    ) STRICT;
    INSERT INTO admin_audit_chain (id, pruned, pruned_hash, last, last_hash)
    SELECT 1, 0, zeroblob(32), coalesce(max(id), 0),
      coalesce((SELECT hash FROM admin_audit ORDER BY id DESC LIMIT 1), zeroblob(32))
    FROM admin_audit;

    -- A row comes only after the last one: what was cut off is not filled again. The insert's own check also
    -- stops INSERT OR REPLACE, which fires no trigger for what it deletes.
    DROP TRIGGER admin_audit_grows;
    CREATE TRIGGER admin_audit_grows BEFORE INSERT ON admin_audit
    WHEN NEW.id IS NOT (SELECT last + 1 FROM admin_audit_chain)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    CREATE TRIGGER admin_audit_grew AFTER INSERT ON admin_audit
    BEGIN UPDATE admin_audit_chain SET last = NEW.id, last_hash = NEW.hash; END;

    -- A row goes only once the log begins after it.
    DROP TRIGGER admin_audit_keeps;
    CREATE TRIGGER admin_audit_keeps BEFORE DELETE ON admin_audit
    WHEN coalesce(OLD.id > (SELECT pruned FROM admin_audit_chain), 1)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

    CREATE TRIGGER admin_audit_chain_ends BEFORE UPDATE OF last, last_hash ON admin_audit_chain
    WHEN NEW.last IS NOT OLD.last + 1
      OR NEW.last_hash IS NOT (SELECT hash FROM admin_audit WHERE id = NEW.last)
    BEGIN SELECT RAISE(ABORT, 'the audit log ends where it ends'); END;
    -- It begins later only if the last entry says so.
    CREATE TRIGGER admin_audit_chain_begins BEFORE UPDATE OF pruned, pruned_hash ON admin_audit_chain
    WHEN NEW.pruned <= OLD.pruned
      OR NEW.pruned_hash IS NOT (SELECT hash FROM admin_audit WHERE id = NEW.pruned)
      OR NOT EXISTS (
        SELECT 1 FROM admin_audit
        WHERE id = OLD.last AND act = 'audit.prune' AND target = 'entry:' || NEW.pruned)
    BEGIN SELECT RAISE(ABORT, 'the audit log begins where it begins'); END;
    CREATE TRIGGER admin_audit_chain_single BEFORE INSERT ON admin_audit_chain
    BEGIN SELECT RAISE(ABORT, 'there is one audit log'); END;
    CREATE TRIGGER admin_audit_chain_keeps BEFORE DELETE ON admin_audit_chain
    BEGIN SELECT RAISE(ABORT, 'there is one audit log'); END;
    """)
}
