import Foundation
import GRDB
import Testing

@testable import Kit

@Suite struct CommitLogTests {
  @Test func aCommitIsOneWriteHoweverManyPagesItHas() throws {
    let book = try Book()
    try book.commit { try book.add(1...200, $0) }
    let writes = try book.writesOfACommit { try book.add(201...240, $0) }
    #expect(writes == 1)
  }

  /// What SQLite finds when it reads the log from its beginning, each checksum on the way.
  @Test func whatIsCommittedIsInTheFileAndWhatIsNotIsNot() throws {
    let book = try Book()
    try book.commit { try book.add(1...3, $0) }
    #expect(try book.recovered() == 3)
    try book.commit { try book.add(4...4, $0) }
    #expect(throws: CancellationError.self) {
      try book.commit { db in
        try book.add(5...3000, db)  // more than the cache holds: much is in the log already
        throw CancellationError()
      }
    }
    #expect(try book.recovered() == 4)
    try book.commit { try book.add(5...6, $0) }
    #expect(try book.recovered() == 6)
  }

  @Test func aCommitMuchGreaterThanTheCacheIsWhole() throws {
    let book = try Book()
    try book.commit { db in
      try book.add(1...3000, db)
      try db.execute(sql: "UPDATE line SET text = text || '!'")  // pages that are in the log twice
      try book.add(3001...3500, db)
    }
    #expect(try book.recovered() == 3500)
    try book.commit { try $0.execute(sql: "DELETE FROM line WHERE id > 10") }
    #expect(try book.recovered() == 10)
  }

  @Test func anotherConnectionReadsItAtOnceWhileTheLogBeginsAnew() throws {
    let (book, pause) = (try Book(), 25)
    let reader = try DatabaseQueue(path: book.file.path)
    for id in 1...200 {
      try book.commit { try book.add(id...id, $0) }
      #expect(try reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM line") } == id)
      if id % pause == 0 { try reader.writeWithoutTransaction { _ = try $0.checkpoint(.restart) } }
    }
    #expect(try book.recovered() == 200)
  }
}

/// A database with long lines and a small cache.
private final class Book {
  let folder = FileManager.default.temporaryDirectory.appending(path: "book-\(UUID().uuidString)")
  let queue: DatabaseQueue
  var file: URL { folder.appending(path: "book.db") }

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var configuration = Configuration()
    configuration.prepareDatabase {
      try $0.execute(
        sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -200")
    }
    queue = try DatabaseQueue(
      path: folder.appending(path: "book.db").path, configuration: configuration)
    try queue.write { try $0.execute(sql: "CREATE TABLE line(id INTEGER PRIMARY KEY, text TEXT) STRICT") }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }  // a temporary folder that stays harms nobody

  func commit(_ change: (Database) throws -> Void) throws {
    try queue.writeWithoutTransaction { try Commit(db: $0).run(change) }
  }

  func add(_ ids: ClosedRange<Int>, _ db: Database) throws {
    let text = String(repeating: "x", count: 1000)
    for id in ids {
      try db.execute(sql: "INSERT INTO line(id, text) VALUES (?, ?)", arguments: [id, text])
    }
  }

  /// System calls that write, from the last change to the end of the commit.
  func writesOfACommit(_ change: (Database) throws -> Void) throws -> Int {
    var before = 0
    return try queue.writeWithoutTransaction { db in
      try Commit(db: db).run { db in
        try change(db)
        before = try Self.writes()
      }
      return try Self.writes() - before
    }
  }

  private static func writes() throws -> Int {
    let counters = try String(contentsOfFile: "/proc/thread-self/io", encoding: .utf8)
    return counters.split(separator: "\n").first { $0.hasPrefix("syscw:") }
      .flatMap { Int($0.dropFirst("syscw: ".count)) } ?? 0
  }

  /// How many lines there are in a copy of the files without the log's index; throws if it isn't whole.
  func recovered() throws -> Int {
    let copy = folder.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    for name in ["book.db", "book.db-wal"] {
      try FileManager.default.copyItem(at: folder.appending(path: name), to: copy.appending(path: name))
    }
    let queue = try DatabaseQueue(path: copy.appending(path: "book.db").path)
    return try queue.read { db in
      #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM line") ?? 0
    }
  }
}
