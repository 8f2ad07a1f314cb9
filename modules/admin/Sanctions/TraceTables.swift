import Kit

extension AdminModule {
  /// Accounts whose posts were hidden as a whole, so that they can come back as a whole.
  static let traces = Migration(
    "admin.0043-traces",
    """
    CREATE TABLE admin_trace_removal (
      user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
      author_id INTEGER NOT NULL, -- no reference: it outlives accounts
      amount INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    """)
}
