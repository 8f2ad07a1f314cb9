import Kit

extension AdminModule {
  /// Exceptions: what a role may do in one place, where it differs from everywhere else.
  static let exceptions = Migration(
    "admin.0011-exceptions",
    """
    ALTER TABLE admin_permission_key ADD COLUMN places TEXT; -- the kind of places that may say otherwise

    CREATE TABLE admin_exception (
      place TEXT NOT NULL, -- forums.category:3
      role TEXT NOT NULL REFERENCES admin_role,
      key TEXT NOT NULL REFERENCES admin_permission_key,
      granted INTEGER NOT NULL CHECK (granted IN (0, 1)),
      PRIMARY KEY (place, role, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX admin_exception_role ON admin_exception (role);
    CREATE TRIGGER admin_exception_added AFTER INSERT ON admin_exception
    BEGIN UPDATE admin_matrix SET revision = revision + 1; END;
    CREATE TRIGGER admin_exception_changed AFTER UPDATE ON admin_exception
    BEGIN UPDATE admin_matrix SET revision = revision + 1; END;
    CREATE TRIGGER admin_exception_removed AFTER DELETE ON admin_exception
    BEGIN UPDATE admin_matrix SET revision = revision + 1; END;
    """)
}
