import Foundation
import GRDB
import Kit
import Testing

@testable import Components

@Suite final class StorageTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private var file: URL { folder.appending(path: "a.db") }
  private let first = Migration("a.0001", "CREATE TABLE a(x INTEGER) STRICT")
  private let second = Migration("a.0002", "INSERT INTO a VALUES(1)")

  deinit { try? FileManager.default.removeItem(at: folder) }  // a temporary folder that stays harms nobody

  @Test func migrationsRunOnceAndInOrder() throws {
    _ = try Storage.open(file, [first])
    for _ in 1...2 {
      let queue = try Storage.open(file, [first, second])
      #expect(try queue.read { try Int.fetchAll($0, sql: "SELECT x FROM a") } == [1])
    }
  }

  @Test func aMigrationThatFailsLeavesNothing() throws {
    let broken = Migration("a.0003", "CREATE TABLE b(x); INSERT INTO nowhere VALUES(1)")
    #expect(throws: DatabaseError.self) { try Storage.open(file, [first, broken]) }
    let queue = try Storage.open(file, [])
    #expect(try queue.read { try !$0.tableExists("a") && !$0.tableExists("b") })
  }

  @Test func aFileFromTheFutureIsRefused() throws {
    _ = try Storage.open(file, [first, Migration("a.0002-drop", "SELECT 1", minReader: Storage.reader + 1)])
    let error = #expect(throws: StorageError.self) { try Storage.open(file, [first]) }
    #expect(error?.description.contains("newer Rowhouse") == true)
  }

  @Test func everyConnectionIsCarefulAndLeavesCheckpointsAlone() throws {
    let queue = try Storage.open(file, [first])
    let pragmas = [
      "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "wal_autocheckpoint": "0",
      "trusted_schema": "0", "mmap_size": "0",
    ]
    for (name, value) in pragmas {
      #expect(try queue.unsafeRead { try String.fetchOne($0, sql: "PRAGMA \(name)") } == value, "\(name)")
    }
  }

  @Test func whatIsFreshFollowsOwnAndForeignChanges() throws {
    let mine = try Storage.open(file, [first])
    let other = try Storage.open(file, [first])
    let count = Fresh(mine) { try Int.fetchOne($0, sql: "SELECT count(*) FROM a") ?? 0 }
    #expect(try count.get() == 0)
    try mine.write { try $0.execute(sql: "INSERT INTO a VALUES(1)") }
    #expect(try count.get() == 1)
    try other.write { try $0.execute(sql: "INSERT INTO a VALUES(2)") }
    #expect(try count.get() == 2)
  }
}
