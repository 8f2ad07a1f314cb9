import Kit

extension Systems {
  /// SQLite 3.40.1 takes a table WITHOUT ROWID for damaged when its columns don't begin with its key, in the
  /// key's order (`quick_check`: "NULL value in template_shown_to.list_id").
  package static let keyOrder = Migration(
    "template.0090-key-order",
    """
    -- Made under its own name, not renamed: triggers refer to it.
    CREATE TABLE template_shown_to_before AS SELECT kind, object_id, list_id FROM template_shown_to;
    DROP TABLE template_shown_to;
    CREATE TABLE template_shown_to(
      kind TEXT NOT NULL,
      object_id INTEGER NOT NULL,
      list_id INTEGER NOT NULL REFERENCES template_list(id) ON DELETE CASCADE,
      PRIMARY KEY(kind, object_id, list_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX template_shown_to_list ON template_shown_to(list_id);
    INSERT INTO template_shown_to(kind, object_id, list_id)
      SELECT kind, object_id, list_id FROM template_shown_to_before;
    DROP TABLE template_shown_to_before;

    CREATE TABLE template_list_friend_before AS SELECT list_id, friend_id, account_id FROM template_list_friend;
    DROP TABLE template_list_friend;
    CREATE TABLE template_list_friend(
      list_id INTEGER NOT NULL REFERENCES template_list(id) ON DELETE CASCADE,
      friend_id INTEGER NOT NULL,
      account_id INTEGER NOT NULL,
      PRIMARY KEY(list_id, friend_id),
      FOREIGN KEY(account_id, friend_id) REFERENCES template_friend(account_id, friend_id)
        ON DELETE CASCADE) STRICT, WITHOUT ROWID;
    CREATE INDEX template_list_friend_friend ON template_list_friend(account_id, friend_id);
    INSERT INTO template_list_friend(list_id, friend_id, account_id)
      SELECT list_id, friend_id, account_id FROM template_list_friend_before;
    DROP TABLE template_list_friend_before;
    """)
}
