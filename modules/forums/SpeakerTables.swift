import Kit

extension ForumsModule {
  /// What else a post keeps of who wrote it, and who was said to have written it before.
  static let speakers = Migration(
    "forums.0020-speakers",
    """
    ALTER TABLE forums_post ADD COLUMN avatar TEXT NOT NULL DEFAULT '';
    ALTER TABLE forums_held ADD COLUMN avatar TEXT NOT NULL DEFAULT '';
    ALTER TABLE forums_thread ADD COLUMN avatar TEXT NOT NULL DEFAULT '';
    ALTER TABLE forums_thread ADD COLUMN last_avatar TEXT NOT NULL DEFAULT '';
    -- Of a revision in which not the text but the speaker changed: who it was before.
    ALTER TABLE forums_revision ADD COLUMN speaker TEXT;
    ALTER TABLE forums_revision ADD COLUMN speaker_alter INTEGER;
    """)
}
