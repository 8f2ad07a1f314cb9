import Foundation
import GRDB
import Kit
import Synchronization
import Testing

@testable import Components

@Suite struct CheckpointsTests {
  /// Writers and a reader flat out while the owner checkpoints: nothing is lost, the log is cut again, and
  /// the file is whole.
  @Test func underLoadNothingIsLostAndTheLogIsCut() throws {
    let load = try Load()
    try load.run()
    let queue = try load.open()
    let rows = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM load_row") }
    #expect(rows == 2 * Load.rows)
    #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    let log = try WriteAheadLog(of: load.file)
    try log.checkpoint(evenIfNotDue: true)
    #expect(log.waiting == 0)
    try load.insert(into: queue)
    #expect(1...10 ~= log.waiting, "it begins anew")
  }

  @Test func aShortLogWaitsAndALongOneIsMoved() throws {
    let load = try Load()
    let queue = try load.open()
    let log = try WriteAheadLog(of: load.file)
    try log.checkpoint(evenIfNotDue: true)
    try load.insert(into: queue)
    let few = log.waiting
    try log.checkpoint()
    #expect(few > 0 && log.waiting == few)
    while log.waiting <= WriteAheadLog.long { try load.insert(into: queue) }
    try log.checkpoint()
    #expect(log.waiting == 0)
  }

  @Test func itPassesTheWriteGateLikeWhoWrites() throws {
    let load = try Load()
    let writeGate = try #require(try WriteGate(load.folder.appending(path: "write-gate")))
    let log = try WriteAheadLog(of: load.file, writeGate)
    try load.insert(into: load.open())
    let before = writeGate.pass {}.number
    try log.checkpoint(evenIfNotDue: true)
    #expect(writeGate.pass {}.number > before + 1)
  }

  /// What it adds so as not to sync a long log within changes nothing.
  @Test func aLongLogIsMovedWholeAndNothingElseChanges() throws {
    let load = try Load()
    let queue = try load.open()
    let log = try WriteAheadLog(of: load.file)
    while log.waiting <= WriteAheadLog.long { try load.insert(into: queue) }
    let question = "SELECT count(*), (SELECT user_version FROM pragma_user_version) FROM load_row"
    let before = try queue.read { try Row.fetchOne($0, sql: question) }
    try log.checkpoint()
    #expect(log.waiting == 0)
    #expect(try queue.read { try Row.fetchOne($0, sql: question) } == before)
  }

  /// Any other look at SQLite's files frees the locks of the whole process: two could write at once.
  @Test func whoLooksAtTheLogKeepsTheLocksOfThisProcess() throws {
    let load = try Load()
    let log = try WriteAheadLog(of: load.file)
    let queue = try load.open()
    try load.insert(into: queue)
    try queue.inTransaction(.immediate) { _ in
      #expect(log.waiting > 0)
      let mayWrite = try load.mayAnotherProcessWrite()
      #expect(!mayWrite)
      return .rollback
    }
    #expect(try load.mayAnotherProcessWrite())
  }

  @Test func onlyOneProcessOwnsThem() throws {
    let lock = try Load().folder.appending(path: "checkpoint.lock")
    try FileManager.default.createDirectory(
      at: lock.deletingLastPathComponent(), withIntermediateDirectories: true)
    let inner = try FileLock.holdIfFree(lock) { try FileLock.holdIfFree(lock) { "both" } }
    #expect(inner == .some(nil))
  }
}

/// A database under load, each part in a thread of its own.
private final class Load: Sendable {
  static let rows = 2000
  let folder = FileManager.default.temporaryDirectory.appending(path: "load-\(UUID().uuidString)")
  private let writing = Atomic(2)
  private let failure = Mutex<(any Error)?>(nil)
  var file: URL { folder.appending(path: "load.db") }

  init() throws { _ = try open() }
  deinit { try? FileManager.default.removeItem(at: folder) }  // a temporary folder that stays harms nobody

  func open() throws -> DatabaseQueue {
    let schema = Migration("load.0001", "CREATE TABLE load_row(id INTEGER PRIMARY KEY, text TEXT) STRICT")
    return try Storage.open(file, [schema], durability: .normal)
  }

  func mayAnotherProcessWrite() throws -> Bool {
    let other = Process()
    other.executableURL = URL(filePath: "/usr/bin/sqlite3")
    other.arguments = [file.path, "BEGIN IMMEDIATE"]
    other.standardError = FileHandle.nullDevice
    try other.run()
    other.waitUntilExit()
    return other.terminationStatus == 0
  }

  func insert(into queue: DatabaseQueue) throws {
    let text = String(repeating: "x", count: 4000)
    try queue.write { try $0.execute(sql: "INSERT INTO load_row(text) VALUES(?)", arguments: [text]) }
  }

  func run() throws {
    let group = DispatchGroup()
    for part in [write, write, read, checkpoint] {
      group.enter()
      Thread { [self] in
        do { try part() } catch { failure.withLock { $0 = error } }
        group.leave()
      }.start()
    }
    group.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private var isOver: Bool { writing.load(ordering: .relaxed) == 0 }

  private func write() throws {
    defer { writing.subtract(1, ordering: .relaxed) }
    let queue = try open()
    for _ in 1...Self.rows { try insert(into: queue) }
  }

  private func read() throws {
    let queue = try open()
    while !isOver { _ = try queue.read { try Int.fetchOne($0, sql: "SELECT max(id) FROM load_row") } }
  }

  private func checkpoint() throws {
    let log = try WriteAheadLog(of: file)
    while !isOver {
      try log.checkpoint()
      usleep(1000)
    }
  }
}
