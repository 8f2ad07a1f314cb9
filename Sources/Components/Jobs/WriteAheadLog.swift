import Foundation
import GRDB

/// The write-ahead log of one database file, moved into the file while nobody can commit.
public final class WriteAheadLog {
  /// Connections cut a log that starts anew to this size (`journal_size_limit`), so that a longer one has
  /// really grown since.
  static let long = 4_194_304
  /// Seconds after which even a short one is moved.
  static let patience = 60.0

  private let file: URL
  private let watch: DatabaseQueue
  private let mover: DatabaseQueue
  private var movedVersion: Int?
  private var movedAt = -patience
  private var isPartly = false

  public init(of file: URL) throws {
    self.file = file
    watch = try DatabaseQueue(path: file.path, configuration: Storage.configuration(.full))
    mover = try DatabaseQueue(path: file.path, configuration: Storage.configuration(.full))
  }

  public func checkpoint(evenIfNotDue: Bool = false) throws {
    // Changes whenever another connection has committed.
    let version = try watch.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    guard evenIfNotDue || isPartly || (version != movedVersion && isDue) else { return }
    isPartly = try move()
    movedVersion = version
    movedAt = Self.uptime
  }

  private var isDue: Bool { Self.size(of: file) > Self.long || Self.uptime - movedAt >= Self.patience }

  /// One connection keeps everybody from committing, another moves what no reader still needs.
  /// True if readers kept some of it back.
  private func move() throws -> Bool {
    try watch.writeWithoutTransaction { db in
      var isPartly = false
      try db.inTransaction(.immediate) {
        let row = try mover.unsafeRead { try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(PASSIVE)") }
        isPartly = row.map { ($0[1] as Int) > ($0[2] as Int) } ?? false
        return .rollback
      }
      return isPartly
    }
  }

  public static func size(of file: URL) -> Int {
    var status = stat()
    return stat(file.path + "-wal", &status) == 0 ? Int(status.st_size) : 0
  }

  private static var uptime: Double { ProcessInfo.processInfo.systemUptime }
}
