import Kit

extension Systems {
  /// The history of fronts, which people correct afterwards.
  package static let history = Migration(
    "template.0040-history",
    """
    -- Who fronts now (no end), and what a stretch of time overlaps: one index for both.
    CREATE INDEX template_span_ended ON template_span(account_id, ended_at);
    -- What can be undone, the latest first.
    CREATE INDEX template_switch_done ON template_switch(account_id, id)
      WHERE undone_at IS NULL AND source <> 'import';
    -- IANA, for days and hours of the history of the site's own system.
    ALTER TABLE template_system ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC';
    -- Several people may look after the site's own system.
    ALTER TABLE template_span_comment ADD COLUMN actor_id INTEGER;

    -- What was corrected by hand. A span's own row may be gone.
    CREATE TABLE template_span_audit(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER,
      span_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      actor_id INTEGER,
      act TEXT NOT NULL CHECK(act IN ('enter', 'edit', 'trim', 'split', 'delete', 'move')),
      before TEXT,                                         -- JSON: alter, from, to
      after TEXT) STRICT;
    CREATE INDEX template_span_audit_span ON template_span_audit(span_id);
    CREATE INDEX template_span_audit_account ON template_span_audit(account_id);
    """)
}
