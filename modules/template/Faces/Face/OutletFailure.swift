import GRDB
import Kit
import Templating

/// An outlet that failed on a page, where what lies below it stood instead. Kept in app.db, since whoever
/// mends it is answered by another worker.
struct OutletFailure {
  static func insert(_ error: TemplateError, in generation: String, at now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO template_outlet_failure(generation, file, line, reason, at) VALUES(?, ?, ?, ?, ?)
        """, arguments: [generation, error.file, error.line, error.reason, now])
  }

  /// Of the files that are shown now.
  static func all(in generation: String, _ db: Database) throws -> [FileProblem] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT file, line, reason FROM template_outlet_failure WHERE generation = ?
        ORDER BY file, line LIMIT 100
        """, arguments: [generation]
    ).map { FileProblem($0["file"], line: $0["line"], $0["reason"]) }
  }

  static func forget(allBut generation: String, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM template_outlet_failure WHERE generation <> ?", arguments: [generation])
  }
}

extension Faces {
  /// Tells the operator each time, and writes it down once, where the page of faces finds it: the names of a
  /// face's files are an alter's, and no words for a log.
  func note(_ failures: [TemplateError], _ snapshot: Snapshot, _ request: Request) {
    for failure in failures {
      request.report("an outlet gave way to the one below in line \(failure.line); /admin/faces says where")
    }
    guard stage.isNews(failures.map(\.description), of: snapshot) else { return }
    do {
      try house.remember { db in
        try OutletFailure.forget(allBut: snapshot.generation, db)
        for failure in failures {
          try OutletFailure.insert(failure, in: snapshot.generation, at: request.now, db)
        }
      }
    } catch {
      request.report("outlet failures can't be written down: \(Cause(error))")
    }
  }
}
