import GRDB
import Kit
import Templating

/// Something that a member left for the others to read.
struct Note: Sendable {
  let id: Int64
  let authorId: Int64
  let author: String
  let text: String
  let at: Moment

  static let longest = 500

  private static let columns = """
    SELECT note.id, note.author, person.name, note.text, note.at
    FROM example_note note JOIN person ON person.id = note.author
    """

  static func latest(_ db: Database) throws -> [Note] {
    let statement = try db.cachedStatement(
      sql: "\(columns) WHERE NOT note.is_hidden ORDER BY note.id DESC LIMIT 50")
    return try Row.fetchAll(statement).map(Note.init)
  }

  /// Throws `Fault.notFound` for what is not there, or hidden.
  static func find(_ id: Int64, _ db: Database) throws -> Note {
    let statement = try db.cachedStatement(sql: "\(columns) WHERE note.id = ? AND NOT note.is_hidden")
    guard let row = try Row.fetchOne(statement, arguments: [id]) else { throw Fault.notFound }
    return Note(row)
  }

  /// Returns the number of the new note.
  static func add(_ text: String, by author: Int64, at now: Moment, _ db: Database) throws -> Int64 {
    try db.cachedStatement(sql: "INSERT INTO example_note(author, text, at) VALUES(?, ?, ?)")
      .execute(arguments: [author, text, now])
    return db.lastInsertedRowID
  }

  func remove(_ db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM example_note WHERE id = ?").execute(arguments: [id])
  }

  func mayRemove(_ viewer: Viewer) -> Bool {
    viewer.account?.id == authorId || viewer.can("example.moderate")
  }

  func view(for viewer: Viewer, at now: Moment) -> Value {
    [
      "author": author, "text": text, "time": at.view(from: now), "href": "/example/note/\(id)",
      "mayRemove": mayRemove(viewer),
    ]
  }

  private init(_ row: Row) { (id, authorId, author, text, at) = (row[0], row[1], row[2], row[3], row[4]) }
}
