import Kit

extension SystemExchange {
  package static let imports = Migration(
    "template.0070-imports",
    """
    -- A file that somebody brought: read, shown to them, and then put into their system or not.
    CREATE TABLE template_import(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES admin_user(id),
      state TEXT NOT NULL
        CHECK(state IN ('reading', 'ready', 'importing', 'done', 'undoing', 'undone', 'failed')),
      app TEXT NOT NULL DEFAULT '',
      file TEXT NOT NULL DEFAULT '',                       -- in the house's folder, as long as it is needed
      is_as_said INTEGER NOT NULL DEFAULT 0 CHECK(is_as_said IN (0, 1)),
      report TEXT NOT NULL DEFAULT '{}',                   -- numbers and words, nothing out of the file
      sentence TEXT NOT NULL DEFAULT '',                   -- why it failed
      begun_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL) STRICT;
    CREATE INDEX template_import_account ON template_import(account_id, id);
    -- Two at once would not know of each other.
    CREATE UNIQUE INDEX template_import_open ON template_import(account_id)
      WHERE state IN ('reading', 'ready', 'importing', 'undoing');

    -- What an import did to each row: how it was (nothing if it was made), and how it became (nothing if it
    -- was removed). By this an import is taken back, and the next one knows what was changed by hand since.
    CREATE TABLE template_import_change(
      id INTEGER PRIMARY KEY,
      import_id INTEGER NOT NULL REFERENCES template_import(id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      key ANY NOT NULL,
      before TEXT,
      after TEXT) STRICT;
    CREATE INDEX template_import_change_row ON template_import_change(kind, key);
    CREATE INDEX template_import_change_import ON template_import_change(import_id, kind);

    -- What other programs know and this one has no place for: nobody sees it, and it goes out with an export.
    CREATE TABLE template_kept(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES admin_user(id),
      import_id INTEGER,
      app TEXT NOT NULL,
      kind TEXT NOT NULL,
      source_id TEXT NOT NULL,
      json TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX template_kept_source ON template_kept(account_id, app, kind, source_id);
    """)

  /// An import writes in short transactions, and nobody sees any of it before the last one.
  package static let unseenImports = Migration(
    "template.0071-unseen-imports",
    """
    -- While it is unseen, its alters, groups and fields belong to an account that there never is, the number of
    -- the import below zero; its spans and what it keeps aside stand in no view.
    ALTER TABLE template_import ADD COLUMN phase TEXT NOT NULL DEFAULT ''
      CHECK(phase IN ('', 'unseen', 'shown', 'undoing'));
    CREATE INDEX template_import_unseen ON template_import(id) WHERE phase = 'unseen';
    -- Who fronted when, for everybody who reads it.
    CREATE VIEW template_history AS SELECT * FROM template_span
      WHERE ifnull(import_id, 0) NOT IN (SELECT id FROM template_import WHERE phase = 'unseen');
    CREATE VIEW template_kept_aside AS SELECT * FROM template_kept
      WHERE ifnull(import_id, 0) NOT IN (SELECT id FROM template_import WHERE phase = 'unseen');
    """)

  /// Pictures, faces and lists come in as well.
  package static let importedPictures = Migration(
    "template.0072-imported-pictures",
    """
    ALTER TABLE template_import ADD COLUMN pictures TEXT NOT NULL DEFAULT '';  -- a ZIP archive beside the file
    ALTER TABLE template_import ADD COLUMN makes_lists INTEGER NOT NULL DEFAULT 0 CHECK(makes_lists IN (0, 1));
    ALTER TABLE template_list ADD COLUMN source_app TEXT;
    ALTER TABLE template_list ADD COLUMN source_id TEXT;
    ALTER TABLE template_list ADD COLUMN import_id INTEGER;
    -- What imports knew of a row until now: no picture, and no face.
    UPDATE template_import_change SET before = json_insert(before, '$[#]', '', '$[#]', ''),
      after = json_insert(after, '$[#]', '', '$[#]', '') WHERE kind = 'alter';
    UPDATE template_import_change SET before = json_insert(before, '$[#]', ''),
      after = json_insert(after, '$[#]', '') WHERE kind = 'account';
    """)

  /// Notes on switches come in as well; what was deleted here stays deleted.
  package static let importedNotes = Migration(
    "template.0073-imported-notes",
    """
    ALTER TABLE template_switch ADD COLUMN source_app TEXT;
    ALTER TABLE template_switch ADD COLUMN source_id TEXT;
    CREATE UNIQUE INDEX template_switch_source ON template_switch(account_id, source_app, source_id)
      WHERE source_id IS NOT NULL;
    ALTER TABLE template_import ADD COLUMN brings_back INTEGER NOT NULL DEFAULT 0 CHECK(brings_back IN (0, 1));
    -- What an import brought and its account deleted since, which the next one does not bring back unasked.
    CREATE TABLE template_deleted(
      account_id INTEGER NOT NULL,
      kind TEXT NOT NULL,
      source_app TEXT NOT NULL,
      source_id TEXT NOT NULL,
      import_id INTEGER,
      PRIMARY KEY(account_id, kind, source_app, source_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX template_deleted_import ON template_deleted(import_id);
    """)
}
