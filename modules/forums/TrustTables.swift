import Kit

extension ForumsModule {
  /// Everything of one account: to hide it as a whole, to count what stands, to see whom it has met.
  static let byAccount = Migration(
    "forums.0010-by-account",
    "CREATE INDEX forums_post_account ON forums_post(account_id, removal, thread_id);")

  /// What new accounts wrote and nobody has looked at yet. It has no number and no place: a thread shows no
  /// trace of it before it is accepted.
  static let held = Migration(
    "forums.0011-held",
    """
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
      state INTEGER NOT NULL DEFAULT 0,                   -- 0 waits, 1 refused, 2 hidden with everything of its author
      CHECK ((thread_id IS NULL) <> (category_id IS NULL))
    ) STRICT;
    CREATE INDEX forums_held_state ON forums_held(state, id);
    CREATE INDEX forums_held_account ON forums_held(account_id, state, thread_id);
    CREATE UNIQUE INDEX forums_held_nonce ON forums_held(account_id, nonce) WHERE nonce IS NOT NULL;
    """)

  /// What a reply writes, it writes into every index. The latest threads are found in each category's; a
  /// form that was sent twice is found among its author's last posts, which lie together.
  static let fewerIndexes = Migration(
    "forums.0012-fewer-indexes",
    """
    DROP INDEX forums_thread_latest;
    DROP INDEX forums_post_nonce;
    DROP INDEX forums_post_account;
    CREATE INDEX forums_post_account ON forums_post(account_id, id, removal, thread_id, nonce);
    """)

  /// Why a post that waited was refused.
  static let reasons = Migration(
    "forums.0021-reasons", "ALTER TABLE forums_held ADD COLUMN reason TEXT NOT NULL DEFAULT '';")
}
