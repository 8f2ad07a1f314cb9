import Kit

extension Systems {
  /// Whom an account speaks as. What is not said here is as it was before there were alters.
  package static let speaking = Migration(
    "template.0020-speaking",
    """
    CREATE TABLE template_speaking(
      account_id INTEGER PRIMARY KEY REFERENCES admin_user(id),
      latch_seconds INTEGER NOT NULL DEFAULT 21600,        -- of silence, after which nobody is latched; 0: never
      is_latch_of_browser INTEGER NOT NULL DEFAULT 0,      -- each sign-in has a latch of its own
      is_exact INTEGER NOT NULL DEFAULT 1,                 -- tags match only with their capitals
      switching TEXT NOT NULL DEFAULT 'off' CHECK(switching IN ('off', 'new', 'add'))) STRICT;
    CREATE TABLE template_speaking_mode(
      account_id INTEGER NOT NULL REFERENCES admin_user(id),
      space TEXT NOT NULL,
      mode TEXT NOT NULL CHECK(mode IN ('off', 'front', 'latch', 'fixed')),
      alter_id INTEGER,                                    -- with 'fixed'; who is gone has to be chosen anew
      PRIMARY KEY (account_id, space)) STRICT, WITHOUT ROWID;

    -- Who spoke last. It may outlive the alter, so that the account doesn't speak in their place unasked.
    CREATE TABLE template_latch(
      account_id INTEGER NOT NULL REFERENCES admin_user(id),
      session_id INTEGER NOT NULL,                         -- 0: of all browsers
      alter_id INTEGER,
      at INTEGER NOT NULL,
      PRIMARY KEY (account_id, session_id)) STRICT, WITHOUT ROWID;

    -- How an alter speaks. Who is not public may once it was said in so many words.
    CREATE TABLE template_voice(
      alter_id INTEGER PRIMARY KEY REFERENCES template_alter(id) ON DELETE CASCADE,
      may_speak INTEGER NOT NULL DEFAULT 0,
      keeps_tags INTEGER NOT NULL DEFAULT 0) STRICT;

    -- Hiding somebody takes it back.
    CREATE TRIGGER template_voice_hidden AFTER UPDATE OF visibility ON template_alter
      WHEN NEW.visibility <> OLD.visibility AND NEW.visibility <> 'public'
      BEGIN UPDATE template_voice SET may_speak = 0 WHERE alter_id = NEW.id; END;

    -- Pictures that stand beside what was written: they stay, for whoever reads it.
    CREATE TABLE template_spoken_picture(
      mark TEXT PRIMARY KEY REFERENCES template_picture(mark) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

    DROP VIEW speaker;
    -- How others get to know the alters of an account: by what they show of themselves to everybody.
    CREATE VIEW template_speaker(owner_id, alter_id, position, name, pronouns, color, avatar, may_speak,
      is_front_public, keeps_tags) AS
      \(speakers(of: "a.account_id", in: "template_alter a", where: "a.account_id IS NOT NULL"))
      UNION ALL
      \(speakers(
        of: "s.account_id", in: "template_system s JOIN template_alter a ON a.account_id IS NULL",
        where: "s.id = 1 AND s.account_id IS NOT NULL"));

    -- For houses that ask: nobody who has not been let speak.
    CREATE VIEW speaker(account_id, alter_id, name, pronouns, color, avatar) AS
      SELECT owner_id, alter_id, name, pronouns, color, avatar FROM template_speaker WHERE may_speak;
    """)

  private static func speakers(of owner: String, in tables: String, where condition: String) -> String {
    """
    SELECT \(owner), a.id, a.position, ifnull(nullif(a.display_name, ''), a.name),
        iif(\(hides("pronouns")), '', a.pronouns), iif(\(hides("color")), '', a.color),
        iif(\(hides("avatar")), '', a.avatar), ifnull(v.may_speak, 0) OR \(isPublic),
        a.front_visibility = 'public' AND \(isPublic), ifnull(v.keeps_tags, 0)
      FROM \(tables) LEFT JOIN template_voice v ON v.alter_id = a.id
      WHERE \(condition) AND a.archived_at IS NULL AND a.kind = 'alter'
    """
  }

  private static let isPublic =
    "(a.visibility = 'public' AND (a.display_name <> '' OR NOT \(hides("name"))))"

  private static func hides(_ field: String) -> String {
    """
    EXISTS (SELECT 1 FROM template_field_visibility f
      WHERE f.alter_id = a.id AND f.field = '\(field)' AND f.visibility <> 'public')
    """
  }
}
