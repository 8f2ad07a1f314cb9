import Foundation
import GRDB
import Kit
import Logging
import Synchronization

@testable import Components

/// Some jobs on an app.db of their own, which count how often they ran.
final class JobHouse {
  let app: DatabaseQueue
  let clock: JobClock
  var whileSending: () throws -> Void = {}
  private let runs = Runs()
  private let diary = Diary()
  private lazy var runner = JobRunner(
    { [unowned self] in jobs }, queue: JobQueue(app: app), clock: clock,
    log: Logger(label: "jobs") { [diary] _ in diary })

  init(in folder: URL) throws {
    let sheet = Migration("sheet", "CREATE TABLE sheet(text TEXT NOT NULL) STRICT")
    app = try Storage.open(folder.appending(path: "app.db"), JobQueue.migrations + [sheet])
    clock = JobClock(app: app)
  }

  private var jobs: [Job] {
    let (runs, app, sending) = (runs, app, Sending(work: whileSending))
    return [
      Job("often", .every(seconds: 1)) { _, _ in runs.add("often") },
      Job("hourly.noted", .every(seconds: 3600)) { _, _ in runs.add("hourly.noted") },
      Job("writes", .every(seconds: 1)) { _, _ in try app.write { try Self.write(5000, $0) } },
      Job("letter", .enqueued) { _, _ in
        runs.add("letter")
        try sending.work()
      },
    ]
  }

  static func write(_ length: Int, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO sheet VALUES(?)", arguments: [String(repeating: "x", count: length)])
  }

  func queue(_ change: (Database) throws -> Void) throws { try app.write(change) }

  /// Everything that is due, second by second.
  func run(from start: Moment, seconds: Int) {
    for second in 0..<seconds {
      while runner.turn(now: start + second) {}
    }
  }

  func count(_ job: String) -> Int { runs.count(job) }
  /// How often the log complains of something.
  func lines(_ what: String) -> Int { diary.lines.withLock { $0.count { $0.hasPrefix(what) } } }

  /// As on a full disk, where what is there can still be changed.
  func allowNoMorePages() throws {
    try app.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    // To the last byte of the page that notes are in.
    for number in 1... {
      let name = "note \(number)"
      do { try clock.note(name, at: Moment(milliseconds: 0)) } catch { return }
    }
  }

  func allowPages() throws {
    try app.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
  }
}

private struct Sending: @unchecked Sendable {  // of one thread
  let work: () throws -> Void
}

private final class Runs: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  func add(_ job: String) { counts.withLock { $0[job, default: 0] += 1 } }
  func count(_ job: String) -> Int { counts.withLock { $0[job] ?? 0 } }
}

/// A log that is looked into.
private final class Diary: LogHandler, Sendable {
  let lines = Mutex<[String]>([])

  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }
  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) { lines.withLock { $0.append("\(event.message)") } }
}

/// A disk of four megabytes. Only root may mount one.
final class SmallDisk {
  let folder: URL
  private var filler: URL { folder.appending(path: "filler") }

  init(at folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.run("/usr/bin/mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.path)
  }

  deinit { try? Self.run("/usr/bin/umount", "--lazy", folder.path) }  // one that stays harms nobody

  /// To the last byte, the write-ahead log's spare length included.
  func fill(with house: JobHouse) throws {
    try Data(count: 3_000_000).write(to: filler)
    let handle = try FileHandle(forUpdating: filler)
    try handle.seekToEnd()
    for length in [5000, 1] {
      while (try? house.app.write { try JobHouse.write(length, $0) }) != nil {}
      while (try? handle.write(contentsOf: Data(count: length > 1 ? 4096 : 1))) != nil {}
    }
    try handle.close()
  }

  func makeRoom() throws { try FileManager.default.removeItem(at: filler) }

  private static func run(_ program: String, _ words: String...) throws {
    let process = try Process.run(URL(filePath: program), arguments: words)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
