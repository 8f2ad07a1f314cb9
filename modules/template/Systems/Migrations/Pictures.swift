import Kit

extension Systems {
  package static let pictures = Migration(
    "template.0010-pictures",
    """
    -- A picture that an account gave. `mark` stands in its address and in the columns called avatar; `hash` names
    -- the file. Two accounts with the same picture have two marks and one file.
    CREATE TABLE template_picture(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES admin_user(id),
      mark TEXT NOT NULL UNIQUE,
      hash TEXT NOT NULL,
      kind TEXT NOT NULL CHECK(kind IN ('png', 'jpeg', 'webp')),
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      size INTEGER NOT NULL,
      created_at INTEGER NOT NULL) STRICT;
    CREATE INDEX template_picture_account ON template_picture(account_id);
    CREATE INDEX template_picture_hash ON template_picture(hash);
    CREATE INDEX template_alter_avatar ON template_alter(avatar) WHERE avatar <> '';
    CREATE INDEX template_account_avatar ON template_account(avatar) WHERE avatar <> '';

    CREATE INDEX template_alter_place ON template_alter(account_id, position, id);
    """)
}
