import Kit

extension AdminModule {
  /// An admin who looks at the site as somebody else does so in a session of its own; the row stays, for the
  /// person to read.
  static let impersonations = Migration(
    "admin.0041-acting",
    """
    CREATE TABLE admin_acting (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      actor_id INTEGER NOT NULL, -- no reference: it outlives accounts
      own_session INTEGER NOT NULL, -- the actor's own, to which they come back
      begun_at INTEGER NOT NULL,
      raised_for TEXT, -- why they asked to write as well
      ended_at INTEGER
    ) STRICT;
    CREATE INDEX admin_acting_user ON admin_acting (user_id, begun_at);
    CREATE INDEX admin_acting_own ON admin_acting (own_session);

    ALTER TABLE admin_session ADD COLUMN acting INTEGER REFERENCES admin_acting ON DELETE CASCADE;
    CREATE INDEX admin_session_acting ON admin_session (acting) WHERE acting IS NOT NULL;
    """)
}
