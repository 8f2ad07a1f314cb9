-- app.db

CREATE TABLE admin_acting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  actor_id INTEGER NOT NULL, -- no reference: it outlives accounts
  own_session INTEGER NOT NULL, -- the actor's own, to which they come back
  begun_at INTEGER NOT NULL,
  raised_for TEXT, -- why they asked to write as well
  ended_at INTEGER
) STRICT;

CREATE INDEX admin_acting_open ON admin_acting (id) WHERE ended_at IS NULL;

CREATE INDEX admin_acting_own ON admin_acting (own_session);

CREATE INDEX admin_acting_user ON admin_acting (user_id, begun_at);

CREATE TABLE admin_app (
  user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
  -- In clear: a code can't be made from a hash, and a key to encrypt it with would lie in the same folder
  -- and the same backups. The folder's rights protect both.
  secret BLOB NOT NULL,
  step INTEGER NOT NULL, -- of the last code that was taken: none is taken twice
  created_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

CREATE TABLE admin_audit (
  id INTEGER PRIMARY KEY, -- 1, 2, 3… without gaps
  at INTEGER NOT NULL,
  act TEXT NOT NULL,
  target TEXT NOT NULL,
  before TEXT,
  after TEXT,
  actor INTEGER, -- no reference: the log outlives accounts
  address TEXT NOT NULL,
  request_id TEXT NOT NULL,
  hash BLOB NOT NULL -- SHA-256 of the hash before and this row
, acting_as INTEGER, form INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE INDEX admin_audit_act ON admin_audit (act, id);

CREATE INDEX admin_audit_acting ON admin_audit (acting_as, id) WHERE acting_as IS NOT NULL;

CREATE INDEX admin_audit_actor ON admin_audit (actor, id);

CREATE INDEX admin_audit_target ON admin_audit (target, id);

CREATE TRIGGER admin_audit_grew AFTER INSERT ON admin_audit
BEGIN UPDATE admin_audit_chain SET last = NEW.id, last_hash = NEW.hash; END;

CREATE TRIGGER admin_audit_grows BEFORE INSERT ON admin_audit
WHEN NEW.id IS NOT (SELECT last + 1 FROM admin_audit_chain)
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE TRIGGER admin_audit_keeps BEFORE DELETE ON admin_audit
WHEN coalesce(OLD.id > (SELECT pruned FROM admin_audit_chain), 1)
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE TRIGGER admin_audit_stays BEFORE UPDATE ON admin_audit
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE TABLE admin_audit_chain (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  pruned INTEGER NOT NULL, -- the last row that was let go, 0 if none was, and its hash
  pruned_hash BLOB NOT NULL,
  last INTEGER NOT NULL, -- the last row that was written, 0 if none was, and its hash
  last_hash BLOB NOT NULL
) STRICT;

CREATE TRIGGER admin_audit_chain_begins BEFORE UPDATE OF pruned, pruned_hash ON admin_audit_chain
WHEN NEW.pruned <= OLD.pruned
  OR NEW.pruned_hash IS NOT (SELECT hash FROM admin_audit WHERE id = NEW.pruned)
  OR NOT EXISTS (
    SELECT 1 FROM admin_audit
    WHERE id = OLD.last AND act = 'audit.prune' AND target = 'entry:' || NEW.pruned)
BEGIN SELECT RAISE(ABORT, 'the audit log begins where it begins'); END;

CREATE TRIGGER admin_audit_chain_ends BEFORE UPDATE OF last, last_hash ON admin_audit_chain
WHEN NEW.last IS NOT OLD.last + 1
  OR NEW.last_hash IS NOT (SELECT hash FROM admin_audit WHERE id = NEW.last)
BEGIN SELECT RAISE(ABORT, 'the audit log ends where it ends'); END;

CREATE TRIGGER admin_audit_chain_keeps BEFORE DELETE ON admin_audit_chain
BEGIN SELECT RAISE(ABORT, 'there is one audit log'); END;

CREATE TRIGGER admin_audit_chain_single BEFORE INSERT ON admin_audit_chain
BEGIN SELECT RAISE(ABORT, 'there is one audit log'); END;

CREATE TABLE admin_block (
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  blocked_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  at INTEGER NOT NULL,
  PRIMARY KEY (user_id, blocked_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX admin_block_blocked ON admin_block (blocked_id);

CREATE TABLE admin_device (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  token BLOB NOT NULL, -- SHA-256 of what the browser holds and the account's number
  seen_at INTEGER NOT NULL, -- when somebody last signed in there
  UNIQUE (user_id, token)
) STRICT;

CREATE INDEX admin_device_seen ON admin_device (seen_at);

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

CREATE TABLE admin_export (
  user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
  asked_at INTEGER NOT NULL,
  ready_at INTEGER,
  file TEXT,
  size INTEGER
) STRICT;

CREATE INDEX admin_export_asked ON admin_export (asked_at);

CREATE TABLE admin_factor_duty (role TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE admin_farewell (
  user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
  leaves_at INTEGER NOT NULL,
  keeps_posts INTEGER NOT NULL CHECK (keeps_posts IN (0, 1)),
  gone_at INTEGER
) STRICT;

CREATE INDEX admin_farewell_leaves ON admin_farewell (leaves_at) WHERE gone_at IS NULL;

CREATE TABLE admin_invite (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token BLOB NOT NULL UNIQUE, -- SHA-256 of what stands in the link
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_by INTEGER REFERENCES admin_user ON DELETE SET NULL,
  used_at INTEGER
) STRICT;

CREATE INDEX admin_invite_used ON admin_invite (used_by) WHERE used_by IS NOT NULL;

CREATE INDEX admin_invite_user ON admin_invite (user_id, id);

CREATE TABLE admin_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token BLOB NOT NULL UNIQUE, -- SHA-256 of what stands in the link
  purpose TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  mail TEXT, -- what the link would confirm
  expires_at INTEGER NOT NULL, maker_id INTEGER,
  UNIQUE (user_id, purpose)
) STRICT;

CREATE INDEX admin_link_expires ON admin_link (expires_at);

CREATE TABLE admin_matrix (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL
) STRICT;

CREATE TABLE admin_newcomer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  skeleton TEXT NOT NULL,
  password TEXT NOT NULL,
  words TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX admin_newcomer_created ON admin_newcomer (created_at);

CREATE INDEX admin_newcomer_skeleton ON admin_newcomer (skeleton);

CREATE TABLE admin_note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  author_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX admin_note_user ON admin_note (user_id, id);

CREATE TABLE admin_old_name (
  folded TEXT PRIMARY KEY,
  skeleton TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  until INTEGER NOT NULL
, name TEXT) STRICT, WITHOUT ROWID;

CREATE INDEX admin_old_name_skeleton ON admin_old_name (skeleton);

CREATE INDEX admin_old_name_user ON admin_old_name (user_id);

CREATE TABLE admin_passkey (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  credential BLOB NOT NULL UNIQUE,
  key BLOB NOT NULL, -- COSE
  counter INTEGER NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER
, site TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX admin_passkey_user ON admin_passkey (user_id);

CREATE TABLE admin_permission (
  role TEXT NOT NULL,
  key TEXT NOT NULL REFERENCES admin_permission_key,
  granted INTEGER NOT NULL CHECK (granted IN (0, 1)),
  PRIMARY KEY (role, key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER admin_permission_added AFTER INSERT ON admin_permission
BEGIN UPDATE admin_matrix SET revision = revision + 1; END;

CREATE TRIGGER admin_permission_changed AFTER UPDATE ON admin_permission
BEGIN UPDATE admin_matrix SET revision = revision + 1; END;

CREATE TRIGGER admin_permission_removed AFTER DELETE ON admin_permission
BEGIN UPDATE admin_matrix SET revision = revision + 1; END;

CREATE TABLE admin_permission_key (
  key TEXT PRIMARY KEY,
  sentence TEXT NOT NULL
, places TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE admin_reach (
  user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
  who TEXT NOT NULL
) STRICT;

CREATE TABLE admin_recovery_code (
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  code BLOB NOT NULL, -- SHA-256: eighty random bits need no slow hash
  used_at INTEGER,
  PRIMARY KEY (user_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE admin_role (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  duty TEXT NOT NULL, -- what it is for, in a sentence
  base TEXT NOT NULL -- the built-in role that it stands beside; one that is built in stands for itself
) STRICT, WITHOUT ROWID;

CREATE TRIGGER admin_role_added AFTER INSERT ON admin_role
BEGIN UPDATE admin_matrix SET revision = revision + 1; END;

CREATE TRIGGER admin_role_removed AFTER DELETE ON admin_role
BEGIN UPDATE admin_matrix SET revision = revision + 1; END;

CREATE TABLE admin_sanction (
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('suspended', 'silenced')),
  reason TEXT NOT NULL,
  author_id INTEGER NOT NULL, -- no reference: it outlives accounts
  at INTEGER NOT NULL,
  until INTEGER, -- NULL: until somebody lifts it
  PRIMARY KEY (user_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX admin_sanction_kind ON admin_sanction (kind, user_id);

CREATE TABLE admin_secret (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  key BLOB NOT NULL
) STRICT;

CREATE TABLE admin_session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token BLOB NOT NULL UNIQUE, -- SHA-256 of what the browser holds
  user_id INTEGER NOT NULL REFERENCES admin_user ON DELETE CASCADE,
  address TEXT NOT NULL,
  agent TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
, confirmed_at INTEGER NOT NULL DEFAULT 0, acting INTEGER REFERENCES admin_acting ON DELETE CASCADE) STRICT;

CREATE INDEX admin_session_acting ON admin_session (acting) WHERE acting IS NOT NULL;

CREATE INDEX admin_session_seen ON admin_session (seen_at);

CREATE INDEX admin_session_user ON admin_session (user_id, seen_at);

CREATE TABLE admin_setup (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  token BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE admin_trace_removal (
  user_id INTEGER PRIMARY KEY REFERENCES admin_user ON DELETE CASCADE,
  author_id INTEGER NOT NULL, -- no reference: it outlives accounts
  amount INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE admin_user (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE, -- the name as it is compared: case and width make no difference
  password TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at INTEGER NOT NULL
, skeleton TEXT, mail TEXT, passwords INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX admin_user_created ON admin_user (created_at);

CREATE INDEX admin_user_mail ON admin_user (mail) WHERE mail IS NOT NULL;

CREATE INDEX admin_user_role ON admin_user (role);

CREATE INDEX admin_user_skeleton ON admin_user (skeleton);

CREATE TABLE forums_category(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position > 0),
  thread_count INTEGER NOT NULL DEFAULT 0,
  post_count INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX forums_category_position ON forums_category(position);

CREATE TABLE forums_floor(
  account_id INTEGER NOT NULL REFERENCES admin_user(id),
  category_id INTEGER NOT NULL,
  post_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, category_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE forums_held(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES admin_user(id),
  alter_id INTEGER,
  name TEXT NOT NULL, pronouns TEXT NOT NULL, color TEXT NOT NULL,
  thread_id INTEGER REFERENCES forums_thread(id),     -- a reply there,
  category_id INTEGER REFERENCES forums_category(id), -- or the beginning of a thread here
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  nonce INTEGER,
  at INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, avatar TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',                   -- 0 waits, 1 refused, 2 hidden with everything of its author
  CHECK ((thread_id IS NULL) <> (category_id IS NULL))
) STRICT;

CREATE INDEX forums_held_account ON forums_held(account_id, state, thread_id);

CREATE UNIQUE INDEX forums_held_nonce ON forums_held(account_id, nonce) WHERE nonce IS NOT NULL;

CREATE INDEX forums_held_state ON forums_held(state, id);

CREATE TABLE forums_post(
  place INTEGER PRIMARY KEY,
  id INTEGER NOT NULL UNIQUE,
  thread_id INTEGER NOT NULL REFERENCES forums_thread(id),
  account_id INTEGER NOT NULL REFERENCES admin_user(id),
  alter_id INTEGER,
  name TEXT NOT NULL, pronouns TEXT NOT NULL, color TEXT NOT NULL,  -- the speaker, as they were then
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  edits INTEGER NOT NULL DEFAULT 0,
  ups INTEGER NOT NULL DEFAULT 0,
  downs INTEGER NOT NULL DEFAULT 0,
  wilson REAL NOT NULL DEFAULT 0,
  removal INTEGER NOT NULL DEFAULT 0,                 -- 0 visible, 1 by its author, 2 by a moderator
  nonce INTEGER, avatar TEXT NOT NULL DEFAULT '',                                      -- of the form it was sent with
  CHECK (place >> 20 = thread_id)
) STRICT;

CREATE INDEX forums_post_account ON forums_post(account_id, id, removal, thread_id, nonce);

CREATE INDEX forums_post_removed ON forums_post(place) WHERE removal > 0;

CREATE TABLE forums_read(
  account_id INTEGER NOT NULL REFERENCES admin_user(id),
  thread_id INTEGER NOT NULL REFERENCES forums_thread(id),
  last_no INTEGER NOT NULL,
  PRIMARY KEY (account_id, thread_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE forums_revision(
  post_id INTEGER NOT NULL REFERENCES forums_post(id),
  n INTEGER NOT NULL,
  source TEXT NOT NULL,                               -- what stood there before this edit
  account_id INTEGER NOT NULL REFERENCES admin_user(id),
  at INTEGER NOT NULL, speaker TEXT, speaker_alter INTEGER,
  PRIMARY KEY (post_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE forums_text(
  post_id INTEGER PRIMARY KEY REFERENCES forums_post(id),
  html TEXT NOT NULL,
  source TEXT NOT NULL,
  renderer INTEGER NOT NULL
) STRICT;

CREATE TABLE forums_thread(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  category_id INTEGER NOT NULL REFERENCES forums_category(id),
  account_id INTEGER NOT NULL REFERENCES admin_user(id),
  title TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  name TEXT NOT NULL, pronouns TEXT NOT NULL, color TEXT NOT NULL,  -- who began it, as they were then
  last_no INTEGER NOT NULL DEFAULT 0,                 -- the highest number ever given; never reused
  post_count INTEGER NOT NULL DEFAULT 0,              -- those that can be seen
  last_post_id INTEGER NOT NULL DEFAULT 0,            -- of the last one that can be seen, as the rest here
  last_at INTEGER NOT NULL,
  last_name TEXT NOT NULL DEFAULT '', last_pronouns TEXT NOT NULL DEFAULT '',
  last_color TEXT NOT NULL DEFAULT '',
  score INTEGER NOT NULL DEFAULT 0,                   -- of the first post
  is_pinned INTEGER NOT NULL DEFAULT 0,
  is_locked INTEGER NOT NULL DEFAULT 0,
  is_removed INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0                      -- grows with every visible change
, avatar TEXT NOT NULL DEFAULT '', last_avatar TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX forums_thread_category ON forums_thread(category_id, last_post_id DESC, is_pinned)
  WHERE is_removed = 0;

CREATE INDEX forums_thread_pinned ON forums_thread(category_id, last_post_id DESC)
  WHERE is_pinned = 1 AND is_removed = 0;

CREATE TABLE forums_vote(
  post_id INTEGER NOT NULL REFERENCES forums_post(id),
  account_id INTEGER NOT NULL REFERENCES admin_user(id),
  value INTEGER NOT NULL CHECK (value IN (-1, 1)),
  at INTEGER NOT NULL,
  PRIMARY KEY (post_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  payload TEXT NOT NULL,
  enqueued_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  died_at INTEGER
, is_leased INTEGER NOT NULL DEFAULT 0 CHECK(is_leased IN (0, 1))) STRICT;

CREATE INDEX job_dead ON job (died_at) WHERE died_at IS NOT NULL;

CREATE INDEX job_due ON job (due_at) WHERE died_at IS NULL;

CREATE TABLE job_clock (
  name TEXT PRIMARY KEY,
  ran_at INTEGER NOT NULL,
  error TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE migration(name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;

CREATE TABLE "outbox"(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL,
  audience TEXT NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE outbox_key(id INTEGER PRIMARY KEY CHECK(id = 1), key BLOB NOT NULL) STRICT;

CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

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

CREATE INDEX template_account_avatar ON template_account(avatar) WHERE avatar <> '';

CREATE TRIGGER template_account_front_shown AFTER UPDATE OF front_visibility ON template_account
  WHEN NEW.front_visibility <> 'private' BEGIN
  DELETE FROM template_shown_to WHERE kind = 'front' AND object_id = NEW.account_id; END;

CREATE TRIGGER template_account_history_shown AFTER UPDATE OF history_visibility ON template_account
  WHEN NEW.history_visibility <> 'private' BEGIN
  DELETE FROM template_shown_to WHERE kind = 'history' AND object_id = NEW.account_id; END;

CREATE TRIGGER template_account_shown AFTER UPDATE OF visibility ON template_account
  WHEN NEW.visibility <> 'private' BEGIN
  DELETE FROM template_shown_to WHERE kind = 'system' AND object_id = NEW.account_id; END;

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
  archived_at INTEGER, display_name TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', birthday TEXT NOT NULL DEFAULT '', avatar TEXT NOT NULL DEFAULT '', face TEXT NOT NULL DEFAULT '', source_app TEXT, source_id TEXT, import_id INTEGER) STRICT;

CREATE INDEX template_alter_avatar ON template_alter(avatar) WHERE avatar <> '';

CREATE INDEX template_alter_place ON template_alter(account_id, position, id);

CREATE UNIQUE INDEX template_alter_slug ON template_alter(ifnull(account_id, 0), slug);

CREATE UNIQUE INDEX template_alter_source ON template_alter(account_id, source_app, source_id)
  WHERE source_id IS NOT NULL;

CREATE TRIGGER template_alter_front_shown AFTER UPDATE OF front_visibility ON template_alter
  WHEN NEW.front_visibility <> 'private' BEGIN
  DELETE FROM template_shown_to WHERE kind = 'alter.front' AND object_id = NEW.id; END;

CREATE TRIGGER template_alter_gone AFTER DELETE ON template_alter BEGIN
  DELETE FROM template_shown_to
    WHERE object_id = OLD.id AND (kind = 'alter' OR kind GLOB 'alter.*'); END;

CREATE TRIGGER template_alter_shown AFTER UPDATE OF visibility ON template_alter
  WHEN NEW.visibility <> 'private' BEGIN
  DELETE FROM template_shown_to WHERE kind = 'alter' AND object_id = NEW.id; END;

CREATE TRIGGER template_roster_alter_added AFTER INSERT ON template_alter BEGIN DELETE FROM template_roster WHERE account_id = ifnull(NEW.account_id, 0);
INSERT INTO template_roster(account_id, revision) SELECT ifnull(NEW.account_id, 0), random() WHERE ifnull(NEW.account_id, 0) >= 0; END;

CREATE TRIGGER template_roster_alter_changed AFTER UPDATE OF account_id, name, display_name, pronouns, color, avatar, visibility, front_visibility, kind, position, archived_at ON template_alter BEGIN DELETE FROM template_roster WHERE account_id = ifnull(OLD.account_id, 0);
INSERT INTO template_roster(account_id, revision) SELECT ifnull(OLD.account_id, 0), random() WHERE ifnull(OLD.account_id, 0) >= 0; DELETE FROM template_roster WHERE account_id = ifnull(NEW.account_id, 0);
INSERT INTO template_roster(account_id, revision) SELECT ifnull(NEW.account_id, 0), random() WHERE ifnull(NEW.account_id, 0) >= 0; END;

CREATE TRIGGER template_roster_alter_removed AFTER DELETE ON template_alter BEGIN DELETE FROM template_roster WHERE account_id = ifnull(OLD.account_id, 0);
INSERT INTO template_roster(account_id, revision) SELECT ifnull(OLD.account_id, 0), random() WHERE ifnull(OLD.account_id, 0) >= 0; END;

CREATE TRIGGER template_voice_hidden AFTER UPDATE OF visibility ON template_alter
  WHEN NEW.visibility <> OLD.visibility AND NEW.visibility <> 'public'
  BEGIN UPDATE template_voice SET may_speak = 0 WHERE alter_id = NEW.id; END;

CREATE TABLE template_csv_cell(
  alter_slug TEXT NOT NULL,
  name TEXT NOT NULL,
  cell TEXT NOT NULL,
  PRIMARY KEY (alter_slug, name)) STRICT, WITHOUT ROWID;

CREATE TABLE template_deleted(
  account_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source_app TEXT NOT NULL,
  source_id TEXT NOT NULL,
  import_id INTEGER,
  PRIMARY KEY(account_id, kind, source_app, source_id)) STRICT, WITHOUT ROWID;

CREATE INDEX template_deleted_import ON template_deleted(import_id);

CREATE TABLE template_face_request(
  face TEXT PRIMARY KEY,
  design TEXT,
  version INTEGER,
  actor INTEGER, acting_as INTEGER,
  address TEXT NOT NULL, request_id TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  answered_at INTEGER,
  refusal TEXT) STRICT;

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

CREATE TRIGGER template_field_gone AFTER DELETE ON template_field BEGIN
  DELETE FROM template_shown_to WHERE kind = 'field' AND object_id = OLD.id; END;

CREATE TRIGGER template_field_shown AFTER UPDATE OF visibility ON template_field
  WHEN NEW.visibility <> 'private' BEGIN
  DELETE FROM template_shown_to WHERE kind = 'field' AND object_id = NEW.id; END;

CREATE TABLE template_field_value(
  alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
  field_id INTEGER NOT NULL REFERENCES template_field(id) ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (alter_id, field_id)) STRICT, WITHOUT ROWID;

CREATE INDEX template_field_value_field ON template_field_value(field_id);

CREATE TABLE template_field_visibility(
  alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
  field TEXT NOT NULL,                                 -- name, pronouns, description, birthday, avatar, color
  visibility TEXT NOT NULL CHECK(visibility IN ('public', 'members', 'friends', 'private')),
  PRIMARY KEY (alter_id, field)) STRICT, WITHOUT ROWID;

CREATE TRIGGER template_field_visibility_gone AFTER DELETE ON template_field_visibility BEGIN
  DELETE FROM template_shown_to WHERE kind = 'alter.' || OLD.field AND object_id = OLD.alter_id; END;

CREATE TRIGGER template_field_visibility_made AFTER INSERT ON template_field_visibility
  WHEN NEW.visibility <> 'private' BEGIN
  DELETE FROM template_shown_to WHERE kind = 'alter.' || NEW.field AND object_id = NEW.alter_id; END;

CREATE TRIGGER template_field_visibility_shown AFTER UPDATE OF visibility ON template_field_visibility
  WHEN NEW.visibility <> 'private' BEGIN
  DELETE FROM template_shown_to WHERE kind = 'alter.' || NEW.field AND object_id = NEW.alter_id; END;

CREATE TRIGGER template_roster_field_visibility_added AFTER INSERT ON template_field_visibility
BEGIN DELETE FROM template_roster WHERE account_id = (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id);
INSERT INTO template_roster(account_id, revision) SELECT (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id), random() WHERE (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id) >= 0; END;

CREATE TRIGGER template_roster_field_visibility_changed AFTER UPDATE ON template_field_visibility
BEGIN DELETE FROM template_roster WHERE account_id = (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id);
INSERT INTO template_roster(account_id, revision) SELECT (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id), random() WHERE (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id) >= 0; END;

CREATE TRIGGER template_roster_field_visibility_removed AFTER DELETE ON template_field_visibility
BEGIN DELETE FROM template_roster WHERE account_id = (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = OLD.alter_id);
INSERT INTO template_roster(account_id, revision) SELECT (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = OLD.alter_id), random() WHERE (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = OLD.alter_id) >= 0; END;

CREATE TABLE template_friend(
  account_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
  friend_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
  since INTEGER NOT NULL,
  hears INTEGER NOT NULL DEFAULT 0 CHECK(hears IN (0, 1)),   -- the account is told of the friend's switches
  PRIMARY KEY(account_id, friend_id),
  CHECK(account_id <> friend_id)) STRICT, WITHOUT ROWID;

CREATE INDEX template_friend_friend ON template_friend(friend_id);

CREATE TABLE template_friend_ask(
  account_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
  asked_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  is_heard INTEGER NOT NULL CHECK(is_heard IN (0, 1)),            -- stands on the page of whoever is asked
  is_kept INTEGER NOT NULL DEFAULT 1 CHECK(is_kept IN (0, 1)),    -- stands on the page of whoever asks
  PRIMARY KEY(account_id, asked_id),
  CHECK(account_id <> asked_id)) STRICT, WITHOUT ROWID;

CREATE INDEX template_friend_ask_asked ON template_friend_ask(asked_id);

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

CREATE TRIGGER template_group_gone AFTER DELETE ON template_group BEGIN
  DELETE FROM template_shown_to WHERE kind = 'group' AND object_id = OLD.id; END;

CREATE TRIGGER template_group_shown AFTER UPDATE OF visibility ON template_group
  WHEN NEW.visibility <> 'private' BEGIN
  DELETE FROM template_shown_to WHERE kind = 'group' AND object_id = NEW.id; END;

CREATE TABLE template_group_alter(
  group_id INTEGER NOT NULL REFERENCES template_group(id) ON DELETE CASCADE,
  alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, alter_id)) STRICT, WITHOUT ROWID;

CREATE INDEX template_group_alter_alter ON template_group_alter(alter_id);

CREATE TABLE template_house_face(house TEXT PRIMARY KEY, face TEXT NOT NULL) STRICT, WITHOUT ROWID;

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
  changed_at INTEGER NOT NULL, phase TEXT NOT NULL DEFAULT ''
  CHECK(phase IN ('', 'unseen', 'shown', 'undoing')), pictures TEXT NOT NULL DEFAULT '', makes_lists INTEGER NOT NULL DEFAULT 0 CHECK(makes_lists IN (0, 1)), brings_back INTEGER NOT NULL DEFAULT 0 CHECK(brings_back IN (0, 1))) STRICT;

CREATE INDEX template_import_account ON template_import(account_id, id);

CREATE UNIQUE INDEX template_import_open ON template_import(account_id)
  WHERE state IN ('reading', 'ready', 'importing', 'undoing');

CREATE INDEX template_import_unseen ON template_import(id) WHERE phase = 'unseen';

CREATE TABLE template_import_change(
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES template_import(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  key ANY NOT NULL,
  before TEXT,
  after TEXT) STRICT;

CREATE INDEX template_import_change_import ON template_import_change(import_id, kind);

CREATE INDEX template_import_change_row ON template_import_change(kind, key);

CREATE TABLE template_kept(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES admin_user(id),
  import_id INTEGER,
  app TEXT NOT NULL,
  kind TEXT NOT NULL,
  source_id TEXT NOT NULL,
  json TEXT NOT NULL) STRICT;

CREATE UNIQUE INDEX template_kept_source ON template_kept(account_id, app, kind, source_id);

CREATE TABLE template_latch(
  account_id INTEGER NOT NULL REFERENCES admin_user(id),
  session_id INTEGER NOT NULL,                         -- 0: of all browsers
  alter_id INTEGER,
  at INTEGER NOT NULL,
  PRIMARY KEY (account_id, session_id)) STRICT, WITHOUT ROWID;

CREATE TABLE template_list(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
  name TEXT NOT NULL, source_app TEXT, source_id TEXT, import_id INTEGER,
  UNIQUE(account_id, name)) STRICT;

CREATE TABLE template_list_friend(
  list_id INTEGER NOT NULL REFERENCES template_list(id) ON DELETE CASCADE,
  friend_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  PRIMARY KEY(list_id, friend_id),
  FOREIGN KEY(account_id, friend_id) REFERENCES template_friend(account_id, friend_id)
    ON DELETE CASCADE) STRICT, WITHOUT ROWID;

CREATE INDEX template_list_friend_friend ON template_list_friend(account_id, friend_id);

CREATE TABLE template_look(
  account_id INTEGER PRIMARY KEY REFERENCES admin_user(id),
  face TEXT NOT NULL,                    -- front, own, neutral, contrast, or a face's opaque id
  scheme TEXT NOT NULL CHECK(scheme IN ('auto', 'light', 'dark')), asks INTEGER NOT NULL DEFAULT 0 CHECK(asks IN (0, 1))) STRICT;

CREATE TABLE template_notice(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
  friend_id INTEGER NOT NULL REFERENCES admin_user(id) ON DELETE CASCADE,
  at INTEGER NOT NULL) STRICT;

CREATE INDEX template_notice_account ON template_notice(account_id, id);

CREATE INDEX template_notice_at ON template_notice(at);

CREATE INDEX template_notice_friend ON template_notice(friend_id);

CREATE TABLE template_notice_alter(
  notice_id INTEGER NOT NULL REFERENCES template_notice(id) ON DELETE CASCADE,
  alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY(notice_id, alter_id)) STRICT, WITHOUT ROWID;

CREATE INDEX template_notice_alter_alter ON template_notice_alter(alter_id);

CREATE TABLE template_open_face(slug TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE template_outlet_failure(
  generation TEXT NOT NULL,
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (generation, file, line, reason)) STRICT, WITHOUT ROWID;

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

CREATE TABLE template_proxy_tag(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alter_id INTEGER NOT NULL REFERENCES template_alter(id) ON DELETE CASCADE,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  CHECK(prefix <> '' OR suffix <> '')) STRICT;

CREATE INDEX template_proxy_tag_alter ON template_proxy_tag(alter_id);

CREATE TRIGGER template_roster_proxy_tag_added AFTER INSERT ON template_proxy_tag
BEGIN DELETE FROM template_roster WHERE account_id = (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id);
INSERT INTO template_roster(account_id, revision) SELECT (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id), random() WHERE (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id) >= 0; END;

CREATE TRIGGER template_roster_proxy_tag_changed AFTER UPDATE ON template_proxy_tag
BEGIN DELETE FROM template_roster WHERE account_id = (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id);
INSERT INTO template_roster(account_id, revision) SELECT (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id), random() WHERE (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id) >= 0; END;

CREATE TRIGGER template_roster_proxy_tag_removed AFTER DELETE ON template_proxy_tag
BEGIN DELETE FROM template_roster WHERE account_id = (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = OLD.alter_id);
INSERT INTO template_roster(account_id, revision) SELECT (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = OLD.alter_id), random() WHERE (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = OLD.alter_id) >= 0; END;

CREATE TABLE template_roster(
  account_id INTEGER PRIMARY KEY,                      -- 0: the site's own system
  revision INTEGER NOT NULL) STRICT;

CREATE TABLE template_shown_to(
  kind TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  list_id INTEGER NOT NULL REFERENCES template_list(id) ON DELETE CASCADE,
  PRIMARY KEY(kind, object_id, list_id)) STRICT, WITHOUT ROWID;

CREATE INDEX template_shown_to_list ON template_shown_to(list_id);

CREATE TABLE "template_span"(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER,                                  -- the alter's, so that a history is one index
  alter_id INTEGER NOT NULL REFERENCES template_alter(id),
  position INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT '',
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  in_switch INTEGER REFERENCES "template_switch"(id),    -- none for one that was entered afterwards
  out_switch INTEGER REFERENCES "template_switch"(id),
  source_app TEXT, source_id TEXT, import_id INTEGER,
  CHECK(ended_at IS NULL OR ended_at >= started_at)) STRICT;

CREATE INDEX template_span_alter ON template_span(alter_id, started_at);

CREATE INDEX template_span_ended ON template_span(account_id, ended_at);

CREATE INDEX template_span_fronting ON template_span(account_id, position) WHERE ended_at IS NULL;

CREATE INDEX template_span_history ON template_span(account_id, started_at);

CREATE INDEX template_span_in ON template_span(in_switch);

CREATE UNIQUE INDEX template_span_live ON template_span(alter_id) WHERE ended_at IS NULL;

CREATE INDEX template_span_out ON template_span(out_switch);

CREATE UNIQUE INDEX template_span_source ON template_span(account_id, source_app, source_id)
  WHERE source_id IS NOT NULL;

CREATE TABLE template_span_audit(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER,
  span_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor_id INTEGER,
  act TEXT NOT NULL CHECK(act IN ('enter', 'edit', 'trim', 'split', 'delete', 'move')),
  before TEXT,                                         -- JSON: alter, from, to
  after TEXT) STRICT;

CREATE INDEX template_span_audit_account ON template_span_audit(account_id);

CREATE INDEX template_span_audit_span ON template_span_audit(span_id);

CREATE TABLE template_span_comment(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  span_id INTEGER NOT NULL REFERENCES template_span(id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  source_id TEXT, import_id INTEGER, actor_id INTEGER) STRICT;

CREATE INDEX template_span_comment_span ON template_span_comment(span_id);

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

CREATE TABLE template_spoken_picture(
  mark TEXT PRIMARY KEY REFERENCES template_picture(mark) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

CREATE TABLE "template_switch"(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER,
  at INTEGER NOT NULL,
  actor_id INTEGER,
  source TEXT NOT NULL CHECK(source IN ('site', 'csv', 'command', 'import')),
  note TEXT NOT NULL DEFAULT '',
  undone_at INTEGER,
  import_id INTEGER, source_app TEXT, source_id TEXT) STRICT;

CREATE INDEX template_switch_done ON template_switch(account_id, id)
  WHERE undone_at IS NULL AND source <> 'import';

CREATE INDEX template_switch_history ON template_switch(account_id, at);

CREATE UNIQUE INDEX template_switch_source ON template_switch(account_id, source_app, source_id)
  WHERE source_id IS NOT NULL;

CREATE TABLE template_system(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  account_id INTEGER,
  salt TEXT NOT NULL,
  is_showing_asked INTEGER NOT NULL DEFAULT 0 CHECK(is_showing_asked IN (0, 1)),
  file_hash TEXT, file_before TEXT,
  is_file_behind INTEGER NOT NULL DEFAULT 0 CHECK(is_file_behind IN (0, 1)), wears_together INTEGER NOT NULL DEFAULT 0
  CHECK(wears_together IN (0, 1)), zone TEXT NOT NULL DEFAULT 'UTC', shows_partly INTEGER NOT NULL DEFAULT 0
  CHECK(shows_partly IN (0, 1)), publications INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TRIGGER template_roster_owner AFTER UPDATE OF account_id ON template_system
  BEGIN DELETE FROM template_roster WHERE account_id = 0;
INSERT INTO template_roster(account_id, revision) SELECT 0, random() WHERE TRUE; END;

CREATE TABLE template_telling(
  account_id INTEGER PRIMARY KEY REFERENCES admin_user(id) ON DELETE CASCADE,
  told TEXT NOT NULL,
  next TEXT,
  next_at INTEGER) STRICT;

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

CREATE TABLE template_untold(
  alter_id INTEGER PRIMARY KEY REFERENCES template_alter(id) ON DELETE CASCADE) STRICT;

CREATE TABLE template_voice(
  alter_id INTEGER PRIMARY KEY REFERENCES template_alter(id) ON DELETE CASCADE,
  may_speak INTEGER NOT NULL DEFAULT 0,
  keeps_tags INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TRIGGER template_roster_voice_added AFTER INSERT ON template_voice
BEGIN DELETE FROM template_roster WHERE account_id = (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id);
INSERT INTO template_roster(account_id, revision) SELECT (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id), random() WHERE (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id) >= 0; END;

CREATE TRIGGER template_roster_voice_changed AFTER UPDATE ON template_voice
BEGIN DELETE FROM template_roster WHERE account_id = (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id);
INSERT INTO template_roster(account_id, revision) SELECT (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id), random() WHERE (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = NEW.alter_id) >= 0; END;

CREATE TRIGGER template_roster_voice_removed AFTER DELETE ON template_voice
BEGIN DELETE FROM template_roster WHERE account_id = (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = OLD.alter_id);
INSERT INTO template_roster(account_id, revision) SELECT (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = OLD.alter_id), random() WHERE (SELECT ifnull(account_id, 0) FROM template_alter WHERE id = OLD.alter_id) >= 0; END;

CREATE VIEW admin_taken_name AS
  SELECT folded, skeleton, id AS user_id, NULL AS until FROM admin_user
  UNION ALL SELECT folded, skeleton, NULL, NULL FROM admin_newcomer
  UNION ALL SELECT folded, skeleton, user_id, until FROM admin_old_name;

CREATE VIEW person AS SELECT id, name, role, created_at FROM admin_user;

CREATE VIEW speaker(account_id, alter_id, name, pronouns, color, avatar) AS
  SELECT owner_id, alter_id, name, pronouns, color, avatar FROM template_speaker WHERE may_speak;

CREATE VIEW template_history AS SELECT * FROM template_span
  WHERE ifnull(import_id, 0) NOT IN (SELECT id FROM template_import WHERE phase = 'unseen');

CREATE VIEW template_kept_aside AS SELECT * FROM template_kept
  WHERE ifnull(import_id, 0) NOT IN (SELECT id FROM template_import WHERE phase = 'unseen');

CREATE VIEW template_speaker(owner_id, alter_id, position, name, pronouns, color, avatar, may_speak,
  is_front_public, keeps_tags) AS
  SELECT a.account_id, a.id, a.position, ifnull(nullif(a.display_name, ''), a.name),
    iif(EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'pronouns' AND f.visibility <> 'public'), '', a.pronouns), iif(EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'color' AND f.visibility <> 'public'), '', a.color),
    iif(EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'avatar' AND f.visibility <> 'public'), '', a.avatar), ifnull(v.may_speak, 0) OR (a.visibility = 'public' AND (a.display_name <> '' OR NOT EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'name' AND f.visibility <> 'public'))),
    a.front_visibility = 'public' AND (a.visibility = 'public' AND (a.display_name <> '' OR NOT EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'name' AND f.visibility <> 'public'))), ifnull(v.keeps_tags, 0)
  FROM template_alter a LEFT JOIN template_voice v ON v.alter_id = a.id
  WHERE a.account_id IS NOT NULL AND a.archived_at IS NULL AND a.kind = 'alter'
  UNION ALL
  SELECT s.account_id, a.id, a.position, ifnull(nullif(a.display_name, ''), a.name),
    iif(EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'pronouns' AND f.visibility <> 'public'), '', a.pronouns), iif(EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'color' AND f.visibility <> 'public'), '', a.color),
    iif(EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'avatar' AND f.visibility <> 'public'), '', a.avatar), ifnull(v.may_speak, 0) OR (a.visibility = 'public' AND (a.display_name <> '' OR NOT EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'name' AND f.visibility <> 'public'))),
    a.front_visibility = 'public' AND (a.visibility = 'public' AND (a.display_name <> '' OR NOT EXISTS (SELECT 1 FROM template_field_visibility f
  WHERE f.alter_id = a.id AND f.field = 'name' AND f.visibility <> 'public'))), ifnull(v.keeps_tags, 0)
  FROM template_system s JOIN template_alter a ON a.account_id IS NULL LEFT JOIN template_voice v ON v.alter_id = a.id
  WHERE s.id = 1 AND s.account_id IS NOT NULL AND a.archived_at IS NULL AND a.kind = 'alter';

-- registry.db

CREATE TABLE house(
  name TEXT PRIMARY KEY, enabled INTEGER NOT NULL CHECK(enabled IN (0, 1)), changed_at INTEGER,
  changed_by TEXT) STRICT;

CREATE TABLE migration(name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;

CREATE TABLE process(
  pid INTEGER PRIMARY KEY, kind TEXT NOT NULL, started_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,
  requests INTEGER NOT NULL) STRICT;

-- admin/limits.db

CREATE TABLE admin_ticket (
  hash BLOB PRIMARY KEY, -- SHA-256 of what the browser holds
  user_id INTEGER, -- in app.db; null while nobody is known
  expires_at INTEGER NOT NULL
, passwords INTEGER) STRICT, WITHOUT ROWID;

CREATE INDEX admin_ticket_expires ON admin_ticket (expires_at);

CREATE TABLE admin_try (
  bucket BLOB NOT NULL, -- a hash: what was typed as a name may be a password
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX admin_try_at ON admin_try (at);

CREATE INDEX admin_try_bucket ON admin_try (bucket, at);

CREATE TABLE migration(name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;

-- rtc/sessions.db

CREATE TABLE migration(name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;

CREATE TABLE rtc_connection(
  id TEXT PRIMARY KEY,
  session TEXT NOT NULL REFERENCES rtc_session(id) ON DELETE CASCADE,
  transport TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX rtc_connection_session ON rtc_connection(session);

CREATE TABLE rtc_epoch(id INTEGER PRIMARY KEY CHECK (id = 1), word TEXT NOT NULL) STRICT;

CREATE TABLE rtc_event(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  room INTEGER NOT NULL REFERENCES rtc_room(id),
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  message INTEGER REFERENCES rtc_message(id),
  at INTEGER NOT NULL,
  data TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE UNIQUE INDEX rtc_event_seq ON rtc_event(room, seq);

CREATE INDEX rtc_event_update ON rtc_event(message) WHERE kind = 'msg.update';

CREATE TABLE rtc_here(
  room INTEGER NOT NULL REFERENCES rtc_room(id),
  connection TEXT NOT NULL REFERENCES rtc_connection(id) ON DELETE CASCADE,
  PRIMARY KEY(room, connection)
) STRICT, WITHOUT ROWID;

CREATE INDEX rtc_here_connection ON rtc_here(connection);

CREATE TABLE rtc_message(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  room INTEGER NOT NULL REFERENCES rtc_room(id),
  seq INTEGER NOT NULL,
  author INTEGER NOT NULL,
  alter_id INTEGER,
  name TEXT NOT NULL,
  handle TEXT NOT NULL,
  pronouns TEXT NOT NULL,
  color TEXT NOT NULL,
  nonce TEXT NOT NULL,
  body TEXT NOT NULL,
  html TEXT NOT NULL,
  at INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0, avatar TEXT NOT NULL DEFAULT '',
  UNIQUE(author, nonce)
) STRICT;

CREATE UNIQUE INDEX rtc_message_seq ON rtc_message(room, seq);

CREATE TABLE rtc_room(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  topic TEXT NOT NULL,
  position INTEGER NOT NULL,
  head INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  closed_at INTEGER
) STRICT;

CREATE TABLE rtc_session(
  id TEXT PRIMARY KEY,
  account INTEGER NOT NULL,
  login INTEGER,
  alter_id INTEGER,
  name TEXT NOT NULL,
  handle TEXT NOT NULL,
  pronouns TEXT NOT NULL,
  color TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
, avatar TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;

CREATE INDEX rtc_session_seen ON rtc_session(seen_at);
