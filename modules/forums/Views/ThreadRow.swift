import GRDB
import Kit
import Templating

/// A thread as one row of a list.
struct ThreadRow: Renderable {
  let thread: Thread
  let unread: Int
  let now: Moment
  /// On its category's own page its name goes without saying.
  var showsCategory = true

  var value: Value {
    [
      "href": thread.address, "title": thread.title,
      "category": showsCategory ? category : nil,
      "speaker": thread.speaker, "speakers": speakers, "replies": thread.postCount - 1,
      "repliesNoun": thread.postCount == 2 ? "reply" : "replies",
      "votes": thread.score, "last": thread.lastAt.view(from: now),
      "lastSpeaker": thread.postCount > 1 ? thread.lastSpeaker : nil,
      "unread": unread > 0 ? unread : nil, "unreadHref": "\(thread.address)/unread",
      "lastHref": "\(thread.address)/last", "pinned": thread.isPinned, "locked": thread.isLocked,
    ]
  }

  private var category: Value { ["name": thread.categoryName, "href": thread.categoryAddress] }

  /// Who began it, and who spoke last.
  private var speakers: [Speaker] {
    thread.speaker == thread.lastSpeaker ? [thread.speaker] : [thread.speaker, thread.lastSpeaker]
  }

  /// Rows with what this viewer has not read; a guest has no such marks.
  static func rows(
    _ threads: [Thread], _ reading: Reading?, _ now: Moment, showsCategory: Bool = true, _ db: Database
  ) throws -> [ThreadRow] {
    try threads.map {
      ThreadRow(
        thread: $0, unread: try reading?.unread(in: $0, db) ?? 0, now: now, showsCategory: showsCategory)
    }
  }
}
