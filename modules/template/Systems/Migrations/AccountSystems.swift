import Kit

extension Systems {
  /// Every account may be a system. Everywhere, a row without an account belongs to the site's own system.
  package static let systems = Migration(
    "template.0003-systems",
    """
    -- What an account says of its system as a whole. Nobody but the account sees any of it by default.
    CREATE TABLE template_account(
      account_id INTEGER PRIMARY KEY REFERENCES admin_user(id),
      name TEXT NOT NULL DEFAULT '',
      description TEXT NOT NULL DEFAULT '',
      tag TEXT NOT NULL DEFAULT '',
      pronouns TEXT NOT NULL DEFAULT '',
      color TEXT NOT NULL DEFAULT '',
      avatar TEXT NOT NULL DEFAULT '',
      zone TEXT NOT NULL DEFAULT 'UTC',                    -- IANA, for days and hours of the history
      visibility TEXT NOT NULL DEFAULT 'private',          -- of the page about the system
      front_visibility TEXT NOT NULL DEFAULT 'private',
      history_visibility TEXT NOT NULL DEFAULT 'private'   -- never wider than the front's
    ) STRICT;

    ALTER TABLE template_alter ADD COLUMN display_name TEXT NOT NULL DEFAULT '';
    ALTER TABLE template_alter ADD COLUMN description TEXT NOT NULL DEFAULT '';
    ALTER TABLE template_alter ADD COLUMN birthday TEXT NOT NULL DEFAULT '';     -- YYYY-MM-DD; year 0004 is hidden
    ALTER TABLE template_alter ADD COLUMN avatar TEXT NOT NULL DEFAULT '';       -- a template_picture
    ALTER TABLE template_alter ADD COLUMN face TEXT NOT NULL DEFAULT '';         -- what the site wears for them
    ALTER TABLE template_alter ADD COLUMN source_app TEXT;                       -- where an import found them
    ALTER TABLE template_alter ADD COLUMN source_id TEXT;
    ALTER TABLE template_alter ADD COLUMN import_id INTEGER;
    CREATE UNIQUE INDEX template_alter_source ON template_alter(account_id, source_app, source_id)
      WHERE source_id IS NOT NULL;

    -- Who may see one field of an alter, where that is narrower than the alter itself.
    CREATE TABLE template_field_visibility(
      alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
      field TEXT NOT NULL,                                 -- name, pronouns, description, birthday, avatar, color
      visibility TEXT NOT NULL CHECK(visibility IN ('public', 'members', 'friends', 'private')),
      PRIMARY KEY (alter_id, field)) STRICT, WITHOUT ROWID;

    CREATE TABLE template_group(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER,
      parent_id INTEGER REFERENCES template_group(id),
      name TEXT NOT NULL,
      description TEXT NOT NULL DEFAULT '',
      color TEXT NOT NULL DEFAULT '',
      emoji TEXT NOT NULL DEFAULT '',
      visibility TEXT NOT NULL DEFAULT 'private'
        CHECK(visibility IN ('public', 'members', 'friends', 'private')),
      position INTEGER NOT NULL DEFAULT 0,
      source_app TEXT, source_id TEXT, import_id INTEGER) STRICT;
    CREATE INDEX template_group_account ON template_group(account_id, position);
    CREATE INDEX template_group_parent ON template_group(parent_id);
    CREATE UNIQUE INDEX template_group_source ON template_group(account_id, source_app, source_id)
      WHERE source_id IS NOT NULL;
    CREATE TABLE template_group_alter(
      group_id INTEGER NOT NULL REFERENCES template_group(id) ON DELETE CASCADE,
      alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
      PRIMARY KEY (group_id, alter_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX template_group_alter_alter ON template_group_alter(alter_id);

    -- Fields that a system makes for itself, and what they hold for each alter.
    CREATE TABLE template_field(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER,
      name TEXT NOT NULL,
      kind TEXT NOT NULL DEFAULT 'text'
        CHECK(kind IN ('text', 'color', 'date', 'month', 'year', 'month-year', 'timestamp', 'month-day')),
      visibility TEXT NOT NULL DEFAULT 'private'
        CHECK(visibility IN ('public', 'members', 'friends', 'private')),
      position INTEGER NOT NULL DEFAULT 0,
      source_app TEXT, source_id TEXT, import_id INTEGER) STRICT;
    CREATE INDEX template_field_account ON template_field(account_id, position);
    CREATE UNIQUE INDEX template_field_source ON template_field(account_id, source_app, source_id)
      WHERE source_id IS NOT NULL;
    CREATE TABLE template_field_value(
      alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
      field_id INTEGER NOT NULL REFERENCES template_field(id) ON DELETE CASCADE,
      value TEXT NOT NULL,
      PRIMARY KEY (alter_id, field_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX template_field_value_field ON template_field_value(field_id);

    -- Text before and after what somebody writes that says who writes it.
    CREATE TABLE template_proxy_tag(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
      prefix TEXT NOT NULL,
      suffix TEXT NOT NULL,
      CHECK(prefix <> '' OR suffix <> '')) STRICT;
    CREATE INDEX template_proxy_tag_alter ON template_proxy_tag(alter_id);

    -- Switches and spans know their system; what an import brought can be taken back.
    CREATE TABLE template_switch_new(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER,
      at INTEGER NOT NULL,
      actor_id INTEGER,
      source TEXT NOT NULL CHECK(source IN ('site', 'csv', 'command', 'import')),
      note TEXT NOT NULL DEFAULT '',
      undone_at INTEGER,
      import_id INTEGER) STRICT;
    CREATE TABLE template_span_new(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER,                                  -- the alter's, so that a history is one index
      alter_id INTEGER NOT NULL REFERENCES template_alter(id),
      position INTEGER NOT NULL,
      status TEXT NOT NULL DEFAULT '',
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      in_switch INTEGER REFERENCES template_switch_new(id),    -- none for one that was entered afterwards
      out_switch INTEGER REFERENCES template_switch_new(id),
      source_app TEXT, source_id TEXT, import_id INTEGER,
      CHECK(ended_at IS NULL OR ended_at >= started_at)) STRICT;
    INSERT INTO template_switch_new(id, at, actor_id, source, undone_at)
      SELECT id, at, actor_id, source, undone_at FROM template_switch;
    INSERT INTO template_span_new(id, account_id, alter_id, position, status, started_at, ended_at, in_switch, out_switch)
      SELECT s.id, a.account_id, alter_id, s.position, status, started_at, ended_at, in_switch, out_switch
      FROM template_span s JOIN template_alter a ON a.id = s.alter_id;
    DROP TABLE template_span;
    DROP TABLE template_switch;
    ALTER TABLE template_switch_new RENAME TO template_switch;
    ALTER TABLE template_span_new RENAME TO template_span;
    CREATE UNIQUE INDEX template_span_live ON template_span(alter_id) WHERE ended_at IS NULL;
    CREATE INDEX template_span_alter ON template_span(alter_id, started_at);
    CREATE INDEX template_span_history ON template_span(account_id, started_at);
    CREATE INDEX template_span_in ON template_span(in_switch);
    CREATE INDEX template_span_out ON template_span(out_switch);
    CREATE UNIQUE INDEX template_span_source ON template_span(account_id, source_app, source_id)
      WHERE source_id IS NOT NULL;
    CREATE INDEX template_switch_history ON template_switch(account_id, at);
    CREATE TABLE template_span_comment(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      span_id INTEGER NOT NULL REFERENCES template_span(id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      body TEXT NOT NULL,
      source_id TEXT, import_id INTEGER) STRICT;
    CREATE INDEX template_span_comment_span ON template_span_comment(span_id);
    """)
}
