import Kit

extension Systems {
  /// Friends, lists of them, and what is shown to whom.
  package static let audiences = Migration(
    "template.0030-friends-and-lists",
    """
    -- A friendship is two rows: what somebody may see is looked up from the side of whoever shows it.
    CREATE TABLE template_friend(
      account_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
      friend_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
      since INTEGER NOT NULL,
      hears INTEGER NOT NULL DEFAULT 0 CHECK(hears IN (0, 1)),   -- the account is told of the friend's switches
      PRIMARY KEY(account_id, friend_id),
      CHECK(account_id <> friend_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX template_friend_friend ON template_friend(friend_id);

    -- Whoever asks is never told that they were declined, or that they are blocked: to them it waits.
    CREATE TABLE template_friend_ask(
      account_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
      asked_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      is_heard INTEGER NOT NULL CHECK(is_heard IN (0, 1)),            -- stands on the page of whoever is asked
      is_kept INTEGER NOT NULL DEFAULT 1 CHECK(is_kept IN (0, 1)),    -- stands on the page of whoever asks
      PRIMARY KEY(account_id, asked_id),
      CHECK(account_id <> asked_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX template_friend_ask_asked ON template_friend_ask(asked_id);

    -- Lists that an account makes of its friends. Who is no friend any more is on none.
    CREATE TABLE template_list(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      UNIQUE(account_id, name)) STRICT;
    CREATE TABLE template_list_friend(
      list_id INTEGER NOT NULL REFERENCES template_list(id) ON DELETE CASCADE,
      account_id INTEGER NOT NULL,
      friend_id INTEGER NOT NULL,
      PRIMARY KEY(list_id, friend_id),
      FOREIGN KEY(account_id, friend_id) REFERENCES template_friend(account_id, friend_id)
        ON DELETE CASCADE) STRICT, WITHOUT ROWID;
    CREATE INDEX template_list_friend_friend ON template_list_friend(account_id, friend_id);

    -- What is private save for the people of chosen lists. Kinds are those of `ShownTo.Kind`.
    CREATE TABLE template_shown_to(
      list_id INTEGER NOT NULL REFERENCES template_list(id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      object_id INTEGER NOT NULL,
      PRIMARY KEY(kind, object_id, list_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX template_shown_to_list ON template_shown_to(list_id);

    -- Lists belong to what is private: once it is shown to a whole circle they are forgotten, so that taking it
    -- back hides it from everybody, whoever writes it.
    CREATE TRIGGER template_alter_shown AFTER UPDATE OF visibility ON template_alter
      WHEN NEW.visibility <> 'private' BEGIN
      DELETE FROM template_shown_to WHERE kind = 'alter' AND object_id = NEW.id; END;
    CREATE TRIGGER template_alter_front_shown AFTER UPDATE OF front_visibility ON template_alter
      WHEN NEW.front_visibility <> 'private' BEGIN
      DELETE FROM template_shown_to WHERE kind = 'alter.front' AND object_id = NEW.id; END;
    CREATE TRIGGER template_group_shown AFTER UPDATE OF visibility ON template_group
      WHEN NEW.visibility <> 'private' BEGIN
      DELETE FROM template_shown_to WHERE kind = 'group' AND object_id = NEW.id; END;
    CREATE TRIGGER template_field_shown AFTER UPDATE OF visibility ON template_field
      WHEN NEW.visibility <> 'private' BEGIN
      DELETE FROM template_shown_to WHERE kind = 'field' AND object_id = NEW.id; END;
    CREATE TRIGGER template_account_shown AFTER UPDATE OF visibility ON template_account
      WHEN NEW.visibility <> 'private' BEGIN
      DELETE FROM template_shown_to WHERE kind = 'system' AND object_id = NEW.account_id; END;
    CREATE TRIGGER template_account_front_shown AFTER UPDATE OF front_visibility ON template_account
      WHEN NEW.front_visibility <> 'private' BEGIN
      DELETE FROM template_shown_to WHERE kind = 'front' AND object_id = NEW.account_id; END;
    CREATE TRIGGER template_account_history_shown AFTER UPDATE OF history_visibility ON template_account
      WHEN NEW.history_visibility <> 'private' BEGIN
      DELETE FROM template_shown_to WHERE kind = 'history' AND object_id = NEW.account_id; END;
    CREATE TRIGGER template_field_visibility_made AFTER INSERT ON template_field_visibility
      WHEN NEW.visibility <> 'private' BEGIN
      DELETE FROM template_shown_to WHERE kind = 'alter.' || NEW.field AND object_id = NEW.alter_id; END;
    CREATE TRIGGER template_field_visibility_shown AFTER UPDATE OF visibility ON template_field_visibility
      WHEN NEW.visibility <> 'private' BEGIN
      DELETE FROM template_shown_to WHERE kind = 'alter.' || NEW.field AND object_id = NEW.alter_id; END;
    CREATE TRIGGER template_field_visibility_gone AFTER DELETE ON template_field_visibility BEGIN
      DELETE FROM template_shown_to WHERE kind = 'alter.' || OLD.field AND object_id = OLD.alter_id; END;
    CREATE TRIGGER template_alter_gone AFTER DELETE ON template_alter BEGIN
      DELETE FROM template_shown_to
        WHERE object_id = OLD.id AND (kind = 'alter' OR kind GLOB 'alter.*'); END;
    CREATE TRIGGER template_group_gone AFTER DELETE ON template_group BEGIN
      DELETE FROM template_shown_to WHERE kind = 'group' AND object_id = OLD.id; END;
    CREATE TRIGGER template_field_gone AFTER DELETE ON template_field BEGIN
      DELETE FROM template_shown_to WHERE kind = 'field' AND object_id = OLD.id; END;
    """)

  /// Friends are told of a switch, if both want it.
  package static let notices = Migration(
    "template.0031-notices",
    """
    -- Accounts that tell their friends: who fronted when they were told last, and what has not settled yet.
    CREATE TABLE template_telling(
      account_id INTEGER PRIMARY KEY REFERENCES admin_user(id) ON DELETE CASCADE,
      told TEXT NOT NULL,
      next TEXT,
      next_at INTEGER) STRICT;

    -- Of whom no friend is told.
    CREATE TABLE template_untold(
      alter_id INTEGER PRIMARY KEY REFERENCES template_alter(id) ON DELETE CASCADE) STRICT;

    -- It says who fronts, not what they are called: what is hidden later is hidden here as well.
    CREATE TABLE template_notice(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
      friend_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
      at INTEGER NOT NULL) STRICT;
    CREATE INDEX template_notice_account ON template_notice(account_id, id);
    CREATE INDEX template_notice_friend ON template_notice(friend_id);
    CREATE INDEX template_notice_at ON template_notice(at);
    CREATE TABLE template_notice_alter(
      notice_id INTEGER NOT NULL REFERENCES template_notice(id) ON DELETE CASCADE,
      alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      PRIMARY KEY(notice_id, alter_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX template_notice_alter_alter ON template_notice_alter(alter_id);
    """)

  /// Each friend's ten seconds are counted by what that friend sees.
  package static let settling = Migration(
    "template.0032-settling",
    """
    -- While a front moves: what each friend was told last, and what has not settled for them yet.
    CREATE TABLE template_telling_friend(
      account_id INTEGER NOT NULL REFERENCES template_telling(account_id) ON DELETE CASCADE,
      reader_id INTEGER NOT NULL,
      told TEXT NOT NULL,
      next TEXT,
      next_at INTEGER,
      PRIMARY KEY(account_id, reader_id),
      FOREIGN KEY(reader_id, account_id) REFERENCES template_friend(account_id, friend_id)
        ON DELETE CASCADE) STRICT, WITHOUT ROWID;
    CREATE INDEX template_telling_friend_reader ON template_telling_friend(reader_id, account_id);
    """)
}
