import Foundation
import GRDB
import Testing

@testable import Kit

/// A database with long lines and a small cache.
final class Book {
  let folder: URL
  let mark: SyncMark
  let queue: DatabaseQueue
  private let isTemporary: Bool
  var file: URL { folder.appending(path: "book.db") }

  /// In a folder of its own, or in one where there may be one already.
  init(in folder: URL? = nil, _ mark: SyncMark = SyncMark(), cachePages: Int = 50) throws {
    (self.mark, isTemporary) = (mark, folder == nil)
    self.folder =
      folder ?? FileManager.default.temporaryDirectory.appending(path: "book-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    Disk.register()
    Disk.watch(self.folder, mark)
    var configuration = Configuration()
    configuration.prepareDatabase {
      try $0.execute(
        sql: """
          PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = \(cachePages);
          CREATE TABLE IF NOT EXISTS line(id INTEGER PRIMARY KEY, text TEXT) STRICT
          """)
    }
    queue = try DatabaseQueue(
      path: self.folder.appending(path: "book.db").path, configuration: configuration)
  }

  deinit {
    // A temporary folder that stays harms nobody.
    if isTemporary { try? FileManager.default.removeItem(at: folder) }
  }

  func commit(_ change: (Database) throws -> Void) throws {
    try queue.writeWithoutTransaction { try Commit(db: $0).run(change) }
  }

  func settle() throws { try queue.writeWithoutTransaction { try Commit(db: $0).settle() } }

  /// A commit that is on disk when this returns.
  func keep(_ change: (Database) throws -> Void) throws {
    try commit(change)
    try settle()
  }

  /// Whether lines are acknowledged.
  func isKept(_ ids: ClosedRange<Int>) -> Bool {
    do { try keep { try add(ids, $0) } } catch { return false }
    return true
  }

  func add(_ ids: ClosedRange<Int>, _ db: Database) throws {
    let text = String(repeating: "x", count: 1000)
    for id in ids {
      try db.execute(sql: "INSERT INTO line(id, text) VALUES (?, ?)", arguments: [id, text])
    }
  }

  func lines() throws -> [Int] {
    try queue.read { try Int.fetchAll($0, sql: "SELECT id FROM line ORDER BY id") }
  }

  func logSize() throws -> Int { try Data(contentsOf: URL(filePath: file.path + "-wal")).count }

  /// The lines of a copy of the files without the log's index, as after a crash; throws if it isn't whole.
  func recovered() throws -> [Int] {
    let copy = folder.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    for name in ["book.db", "book.db-wal"] {
      try FileManager.default.copyItem(at: folder.appending(path: name), to: copy.appending(path: name))
    }
    let queue = try DatabaseQueue(path: copy.appending(path: "book.db").path)
    return try queue.read { db in
      #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
      return try Int.fetchAll(db, sql: "SELECT id FROM line ORDER BY id")
    }
  }
}
