import Kit

extension AdminModule {
  static let roles = Migration(
    "admin.0010-roles",
    """
    CREATE TABLE admin_role (
      name TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      duty TEXT NOT NULL, -- what it is for, in a sentence
      base TEXT NOT NULL -- the built-in role that it stands beside; one that is built in stands for itself
    ) STRICT, WITHOUT ROWID;
    INSERT INTO admin_role (name, title, duty, base) VALUES
      ('guest', 'Guest', 'Reads.', 'guest'),
      ('member', 'Member', 'Reads, writes, votes.', 'member'),
      ('moderator', 'Moderator', 'Keeps the peace as well.', 'moderator'),
      ('admin', 'Admin', 'Keeps the site as well, with this control room.', 'admin');
    CREATE TRIGGER admin_role_added AFTER INSERT ON admin_role
    BEGIN UPDATE admin_matrix SET revision = revision + 1; END;
    CREATE TRIGGER admin_role_removed AFTER DELETE ON admin_role
    BEGIN UPDATE admin_matrix SET revision = revision + 1; END;
    """)
}
