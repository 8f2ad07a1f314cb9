import GRDB
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/post/:id/history?before=N: what stood there before, and who was said to have written it
  func postHistory(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let before = request.query["before"].flatMap { Int64($0) } ?? .max
    let page = try house.read { db -> Value in
      let (post, thread) = try Post.find(id, for: request.viewer, inRemovedThreads: true, db)
      guard request.viewer.can("forums.moderate", in: thread.scope) else { throw Fault.notFound }
      let revisions = try Revision.of(id, before: before, db)
      let shown = revisions.prefix(Revision.perPage)
      return [
        "number": post.number,
        "trail": Trail((thread.categoryName, thread.categoryAddress), (thread.title, post.place.address)),
        "revisions": shown.map { $0.value(request.now) },
        "more": revisions.count > shown.count
          ? shown.last.map { "/forums/post/\(id)/history?before=\($0.number)" } : nil,
      ]
    }
    return try house.page("forums/history", page, request)
  }
}

/// What changed in a post, as it was before.
private struct Revision: FetchableRecord {
  let number: Int64
  let source: String
  /// Where not the text but the speaker changed: who it was before.
  let speaker: String?
  let editor: String
  let at: Moment

  init(row: Row) {
    (source, speaker, editor, at, number) = (row[0], row[1], row[2] ?? "", row[3], row[4])
  }

  /// Each may be as long as a post.
  static let perPage = 10

  static func of(_ post: Int64, before number: Int64, _ db: Database) throws -> [Revision] {
    try fetchAll(
      db,
      sql: """
        SELECT source, speaker, u.name, at, n FROM forums_revision LEFT JOIN person u ON u.id = account_id
        WHERE post_id = ? AND n < ? ORDER BY n DESC LIMIT ?
        """, arguments: [post, number, perPage + 1])
  }

  func value(_ now: Moment) -> Value {
    [
      "by": editor, "time": at.view(from: now), "speaker": speaker, "source": speaker == nil ? source : nil,
      "isText": speaker == nil,
    ]
  }
}
