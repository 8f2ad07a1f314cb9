import Kit

extension AdminModule {
  /// Known browsers, and the numbers by which a sign-in that waits at its second step ends.
  static let door = Migration(
    "admin.0050-door",
    """
    -- Rises with each new password: what the one before it has opened half, it opens no further.
    ALTER TABLE admin_user ADD COLUMN passwords INTEGER NOT NULL DEFAULT 0;

    -- Who made a link for somebody else; NULL where it went to the person's own address.
    ALTER TABLE admin_link ADD COLUMN maker_id INTEGER; -- no reference: it outlives accounts

    -- Browsers in which somebody has signed in to an account. They open nothing.
    CREATE TABLE admin_device (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
      token BLOB NOT NULL, -- SHA-256 of what the browser holds and the account's number
      seen_at INTEGER NOT NULL, -- when somebody last signed in there
      UNIQUE (user_id, token)
    ) STRICT;
    CREATE INDEX admin_device_seen ON admin_device (seen_at);
    """)

  /// In limits.db.
  static let ticketPasswords = Migration(
    "admin.limits.0050-ticket-passwords",
    """
    -- The number of the account's password when it was typed.
    ALTER TABLE admin_ticket ADD COLUMN passwords INTEGER;
    """)
}
