import Foundation
import GRDB
import Kit

/// Opens SQLite files the way all of them are opened here.
enum Storage {
  /// How durable a commit is: what a person gets an acknowledgement for is on disk.
  enum Durability: String { case full = "FULL", normal = "NORMAL" }

  /// What this program can read. A migration that takes something away raises `minReader` beyond it.
  static let reader = 2
  static let applicationId = 0x526F_7768  // "Rowh"

  /// Opens the file, made and migrated under a lock that all processes share.
  /// Throws `StorageError` for a file that a newer program wrote.
  static func open(
    _ file: URL, _ migrations: [Migration], durability: Durability = .full
  ) throws -> DatabaseQueue {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    return try FileLock.hold(file.appendingPathExtension("lock")) {
      let queue = try DatabaseQueue(path: file.path, configuration: configuration(durability))
      try Schema(file: file.lastPathComponent, migrations: migrations).bring(queue)
      return queue
    }
  }

  /// Makes good what a failed sync has left of one file. Throws `UnsyncedError` if the disk refuses again.
  static func rewriteLog(of file: URL) throws {
    do {
      let queue = try DatabaseQueue(path: file.path, configuration: configuration(.full))
      try queue.writeWithoutTransaction(LogRewriting.run)
    } catch {
      throw UnsyncedError(
        "a sync has failed, and \(file.lastPathComponent)-wal can't be written anew: \(Cause(error))")
    }
  }

  /// Five seconds at the most, asking again soon: SQLite's own wait sleeps up to 100 ms, in which nobody
  /// holds the lock that several wait for.
  @Sendable private static func waitForLock(_ attempt: Int) -> Bool {
    usleep(attempt < 50 ? 100 : 500)
    return attempt < 10_000
  }

  static func configuration(_ durability: Durability) -> Configuration {
    Disk.register()
    var configuration = Configuration()
    configuration.busyMode = .callback(waitForLock)
    configuration.prepareDatabase { db in
      try db.execute(
        sql: """
          PRAGMA journal_mode = WAL;
          PRAGMA synchronous = \(durability.rawValue);
          PRAGMA wal_autocheckpoint = 0;
          PRAGMA journal_size_limit = \(WriteAheadLog.kept);
          PRAGMA foreign_keys = ON;
          PRAGMA trusted_schema = OFF;
          PRAGMA temp_store = MEMORY;
          PRAGMA mmap_size = 0;
          PRAGMA cache_size = -2000;
          """)
    }
    return configuration
  }
}

/// A database that can't be used, in one line for the operator.
public struct StorageError: PlainError {
  public let description: String
}
