import Kit

extension Systems {
  package static let alters = Migration(
    "template.0001-alters-and-fronts",
    """
    -- The site's own system. Its salt keeps addresses and ids of faces from being guessed.
    CREATE TABLE template_system(
      id INTEGER PRIMARY KEY CHECK(id = 1),
      account_id INTEGER,
      salt TEXT NOT NULL,
      is_showing_asked INTEGER NOT NULL DEFAULT 0 CHECK(is_showing_asked IN (0, 1)),
      file_hash TEXT, file_before TEXT,
      is_file_behind INTEGER NOT NULL DEFAULT 0 CHECK(is_file_behind IN (0, 1))) STRICT;
    INSERT INTO template_system(id, salt) VALUES(1, hex(randomblob(16)));

    -- Without an account: the site's own. Archived, never deleted: history names them.
    CREATE TABLE template_alter(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER,
      slug TEXT NOT NULL,
      name TEXT NOT NULL,
      pronouns TEXT NOT NULL DEFAULT '',
      color TEXT NOT NULL DEFAULT '',
      visibility TEXT NOT NULL DEFAULT 'private'
        CHECK(visibility IN ('public', 'members', 'friends', 'private')),
      front_visibility TEXT NOT NULL DEFAULT 'private'
        CHECK(front_visibility IN ('public', 'members', 'friends', 'private')),
      kind TEXT NOT NULL DEFAULT 'alter' CHECK(kind IN ('alter', 'status')),
      position INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      archived_at INTEGER) STRICT;
    CREATE UNIQUE INDEX template_alter_slug ON template_alter(ifnull(account_id, 0), slug);

    CREATE TABLE template_switch(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      actor_id INTEGER,
      source TEXT NOT NULL CHECK(source IN ('site', 'csv', 'command')),
      undone_at INTEGER) STRICT;

    CREATE TABLE template_span(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      alter_id INTEGER NOT NULL REFERENCES template_alter(id),
      position INTEGER NOT NULL,
      status TEXT NOT NULL DEFAULT '',
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      in_switch INTEGER NOT NULL REFERENCES template_switch(id),
      out_switch INTEGER REFERENCES template_switch(id),
      CHECK(ended_at IS NULL OR ended_at >= started_at)) STRICT;
    CREATE UNIQUE INDEX template_span_live ON template_span(alter_id) WHERE ended_at IS NULL;
    CREATE INDEX template_span_alter ON template_span(alter_id);
    CREATE INDEX template_span_in ON template_span(in_switch);
    CREATE INDEX template_span_out ON template_span(out_switch);

    -- Whom an account may speak as, for houses that ask. A private alter is nobody's business.
    CREATE VIEW speaker(account_id, alter_id, name, pronouns, color) AS
      SELECT ifnull(a.account_id, s.account_id), a.id, a.name, a.pronouns, a.color
      FROM template_alter a, template_system s
      WHERE s.id = 1 AND a.archived_at IS NULL AND a.kind = 'alter' AND a.visibility = 'public'
        AND ifnull(a.account_id, s.account_id) IS NOT NULL;
    """)

  package static let together = Migration(
    "template.0002-together",
    """
    -- Several who front may wear the face called together instead of the first one's.
    ALTER TABLE template_system ADD COLUMN wears_together INTEGER NOT NULL DEFAULT 0
      CHECK(wears_together IN (0, 1));
    """)

  package static let csvCells = Migration(
    "template.0004-csv-cells",
    """
    -- What stood in columns of alters.csv that are not ours, of whoever is in the system or was.
    CREATE TABLE template_csv_cell(
      alter_slug TEXT NOT NULL,
      name TEXT NOT NULL,
      cell TEXT NOT NULL,
      PRIMARY KEY (alter_slug, name)) STRICT, WITHOUT ROWID;
    """)
}
