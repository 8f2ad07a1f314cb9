import GRDB
import Kit

extension Post {
  /// Nobody says for somebody else who they were.
  func mayRepost(_ viewer: Viewer, in thread: Thread) -> Bool { isOwn(viewer) && mayEdit(viewer, in: thread) }

  /// Another voice of the same account has written it. Who was said before is kept for moderators.
  func repost(as voice: Voice, at now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO forums_revision(post_id, n, source, account_id, at, speaker, speaker_alter)
        SELECT p.id, p.edits + 1, x.source, p.account_id, ?, p.name, p.alter_id
        FROM forums_post p JOIN forums_text x ON x.post_id = p.id WHERE p.place = ?
        """, arguments: [now, place.rawValue])
    try db.execute(
      sql: """
        UPDATE forums_post SET alter_id = ?, name = ?, pronouns = ?, color = ?, avatar = ?, edits = edits + 1
        WHERE place = ?
        """, arguments: [voice.alter] + voice.shown + [place.rawValue])
    try Thread.rename(speakerOf: self, to: voice, db)
  }
}

extension Voice {
  fileprivate var shown: StatementArguments { [name, pronouns, color, picture] }
}

extension Thread {
  /// In what the thread says of its first post and of its last.
  fileprivate static func rename(speakerOf post: Post, to voice: Voice, _ db: Database) throws {
    let thread = post.place.thread
    if post.number == 1 {
      try db.execute(
        sql: "UPDATE forums_thread SET name = ?, pronouns = ?, color = ?, avatar = ? WHERE id = ?",
        arguments: voice.shown + [thread])
    }
    try db.execute(
      sql: """
        UPDATE forums_thread SET last_name = ?, last_pronouns = ?, last_color = ?, last_avatar = ?
        WHERE id = ? AND last_post_id = ?
        """, arguments: voice.shown + [thread, post.id])
    try touch(thread, db)
  }
}
