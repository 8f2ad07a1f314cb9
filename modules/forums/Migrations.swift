import Kit

extension ForumsModule {
  public static let migrations = [
    categories, threads, posts, reading, texts, byAccount, held, fewerIndexes, speakers, removedPosts,
    reasons,
  ]

  private static let categories = Migration(
    "forums.0001-categories",
    """
    CREATE TABLE forums_category(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      description TEXT NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      thread_count INTEGER NOT NULL DEFAULT 0,
      post_count INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX forums_category_position ON forums_category(position);
    """)

  /// Threads are ordered by the id of their last post: ids are given in the order of commits, so they sort
  /// by activity without ties, and one comparison with a reader's floor says whether anything is unread.
  private static let threads = Migration(
    "forums.0002-threads",
    """
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
    ) STRICT;
    CREATE INDEX forums_thread_latest ON forums_thread(last_post_id DESC) WHERE is_removed = 0;
    CREATE INDEX forums_thread_category ON forums_thread(category_id, last_post_id DESC, is_pinned)
      WHERE is_removed = 0;
    CREATE INDEX forums_thread_pinned ON forums_thread(category_id, last_post_id DESC)
      WHERE is_pinned = 1 AND is_removed = 0;
    """)

  /// `place` is `thread_id << 20 | number` (see `Place`): a page of a thread is one range of neighbouring
  /// rows. Rows are never deleted, so that numbers and permalinks keep what they mean.
  /// The post's row is narrow because votes rewrite it; its text lies apart.
  private static let posts = Migration(
    "forums.0003-posts",
    """
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
      nonce INTEGER,                                      -- of the form it was sent with
      CHECK (place >> 20 = thread_id)
    ) STRICT;
    CREATE UNIQUE INDEX forums_post_nonce ON forums_post(account_id, nonce) WHERE nonce IS NOT NULL;
    CREATE TABLE forums_post_text(
      place INTEGER PRIMARY KEY REFERENCES forums_post(place),
      html TEXT NOT NULL,
      source TEXT NOT NULL,
      renderer INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE forums_revision(
      post_id INTEGER NOT NULL REFERENCES forums_post(id),
      n INTEGER NOT NULL,
      source TEXT NOT NULL,                               -- what stood there before this edit
      account_id INTEGER NOT NULL REFERENCES admin_user(id),
      at INTEGER NOT NULL,
      PRIMARY KEY (post_id, n)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE forums_vote(
      post_id INTEGER NOT NULL REFERENCES forums_post(id),
      account_id INTEGER NOT NULL REFERENCES admin_user(id),
      value INTEGER NOT NULL CHECK (value IN (-1, 1)),
      at INTEGER NOT NULL,
      PRIMARY KEY (post_id, account_id)
    ) STRICT, WITHOUT ROWID;
    """)

  /// What an account has read: per thread up to a number, and below a floor everything. Category 0 is all.
  private static let reading = Migration(
    "forums.0004-reading",
    """
    CREATE TABLE forums_read(
      account_id INTEGER NOT NULL REFERENCES admin_user(id),
      thread_id INTEGER NOT NULL REFERENCES forums_thread(id),
      last_no INTEGER NOT NULL,
      PRIMARY KEY (account_id, thread_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE forums_floor(
      account_id INTEGER NOT NULL REFERENCES admin_user(id),
      category_id INTEGER NOT NULL,
      post_id INTEGER NOT NULL,
      PRIMARY KEY (account_id, category_id)
    ) STRICT, WITHOUT ROWID;
    """)

  /// Texts lie by the post's id: a new one goes to the end of its table, where one in the middle would split
  /// the full pages around it (five pages written a reply instead of two).
  private static let texts = Migration(
    "forums.0005-texts-by-id",
    """
    CREATE TABLE forums_text(
      post_id INTEGER PRIMARY KEY REFERENCES forums_post(id),
      html TEXT NOT NULL,
      source TEXT NOT NULL,
      renderer INTEGER NOT NULL
    ) STRICT;
    INSERT INTO forums_text SELECT p.id, x.html, x.source, x.renderer
      FROM forums_post p JOIN forums_post_text x USING (place) ORDER BY p.id;
    DROP TABLE forums_post_text;
    """, minReader: 2)
}
