import Kit

/// The tables of sessions.db. Append only.
enum SessionsFile {
  static let migrations = [rooms, messages, log, presence, removed, speakers, shortened]

  /// `head` is the latest number given in the room; it is raised in the transaction that writes the log.
  private static let rooms = Migration(
    "rtc.0001-rooms",
    """
    CREATE TABLE rtc_room(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      topic TEXT NOT NULL,
      position INTEGER NOT NULL,
      head INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      closed_at INTEGER
    ) STRICT;

    -- One random word; another one after a restore says that all cursors of before are void.
    CREATE TABLE rtc_epoch(id INTEGER PRIMARY KEY CHECK (id = 1), word TEXT NOT NULL) STRICT;
    INSERT INTO rtc_epoch(id, word) VALUES (1, 'e_' || lower(hex(randomblob(8))));
    """)

  /// The speaker stands in the message itself: app.db lies in another file, and a message keeps the name
  /// it was said under. UNIQUE(author, nonce) makes a repeated send harmless, for ever.
  private static let messages = Migration(
    "rtc.0002-messages",
    """
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
      at INTEGER NOT NULL,
      UNIQUE(author, nonce)
    ) STRICT;
    CREATE UNIQUE INDEX rtc_message_seq ON rtc_message(room, seq);
    """)

  /// Everything that happened in the rooms, in one order: the outbox that the live daemon follows by id,
  /// and what a client resumes from by seq.
  private static let log = Migration(
    "rtc.0003-log",
    """
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
    """)

  /// With everything that its author said here; its place in the log stays.
  private static let removed = Migration(
    "rtc.0010-removed", "ALTER TABLE rtc_message ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;")

  /// What else is kept of who spoke; and the events of a message, for what an account takes along.
  private static let speakers = Migration(
    "rtc.0020-speakers",
    """
    ALTER TABLE rtc_message ADD COLUMN avatar TEXT NOT NULL DEFAULT '';
    ALTER TABLE rtc_session ADD COLUMN avatar TEXT NOT NULL DEFAULT '';
    CREATE INDEX rtc_event_update ON rtc_event(message) WHERE kind = 'msg.update';
    """)

  private static let shortened = Migration("rtc.0030-shortened", MessageSize.shortening)

  private static let presence = Migration(
    "rtc.0004-presence",
    """
    -- The resumable presence of one browser, as the speaker it chose.
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
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rtc_session_seen ON rtc_session(seen_at);

    -- One open transport of such a browser.
    CREATE TABLE rtc_connection(
      id TEXT PRIMARY KEY,
      session TEXT NOT NULL REFERENCES rtc_session(id) ON DELETE CASCADE,
      transport TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rtc_connection_session ON rtc_connection(session);

    -- The rooms it has entered.
    CREATE TABLE rtc_here(
      room INTEGER NOT NULL REFERENCES rtc_room(id),
      connection TEXT NOT NULL REFERENCES rtc_connection(id) ON DELETE CASCADE,
      PRIMARY KEY(room, connection)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rtc_here_connection ON rtc_here(connection);
    """)
}
