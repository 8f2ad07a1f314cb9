import Kit

extension AdminModule {
  static let matrix = Migration(
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
    """)
}
