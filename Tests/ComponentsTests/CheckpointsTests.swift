import Foundation
import GRDB
import Kit
import Synchronization
import Testing

@testable import Components

@Suite struct CheckpointsTests {
  /// Writers and a reader flat out while the owner checkpoints: nothing is lost, the log stays bounded, and
  /// the file is whole.
  @Test func underLoadTheLogStaysShortAndTheFileWhole() async throws {
    let load = try Load()
    async let first: Void = load.write()
    async let second: Void = load.write()
    async let read: Void = load.read()
    async let longest = load.checkpoint()
    _ = try await (first, second, read)
    // All of it is 24 MB; a log is cut when the next one begins.
    #expect(try await longest < 3 * WriteAheadLog.long)

    let queue = try load.open()
    #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM load_row") } == 6000)
    #expect(try await queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
  }

  @Test func onlyOneProcessOwnsThem() throws {
    let load = try Load()
    let lock = load.folder.appending(path: "checkpoint.lock")
    let inner = try FileLock.holdIfFree(lock) { try FileLock.holdIfFree(lock) { "both" } }
    #expect(inner == .some(nil))
  }
}

/// A database under load.
private final class Load: Sendable {
  let folder = FileManager.default.temporaryDirectory.appending(path: "load-\(UUID().uuidString)")
  private let writing = Atomic(2)
  private var file: URL { folder.appending(path: "load.db") }

  init() throws { _ = try open() }
  deinit { try? FileManager.default.removeItem(at: folder) }  // a temporary folder that stays harms nobody

  func open() throws -> DatabaseQueue {
    let schema = Migration("load.0001", "CREATE TABLE load_row(id INTEGER PRIMARY KEY, text TEXT) STRICT")
    return try Storage.open(file, [schema], durability: .normal)
  }

  func write() async throws {
    let queue = try open()
    let text = String(repeating: "x", count: 4000)
    for _ in 1...3000 {
      try await queue.write { db in
        try db.execute(sql: "INSERT INTO load_row(text) VALUES(?)", arguments: [text])
      }
    }
    writing.subtract(1, ordering: .relaxed)
  }

  private var isOver: Bool { writing.load(ordering: .relaxed) == 0 }

  func read() async throws {
    let queue = try open()
    while !isOver { _ = try await queue.read { try Int.fetchOne($0, sql: "SELECT max(id) FROM load_row") } }
  }

  /// The longest that the log was.
  func checkpoint() async throws -> Int {
    let log = try WriteAheadLog(of: file)
    var longest = 0
    while !isOver {
      longest = max(longest, WriteAheadLog.size(of: file))
      try log.checkpoint()
      try await Task.sleep(for: .milliseconds(5))
    }
    return longest
  }
}
