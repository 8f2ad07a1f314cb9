import Foundation
import Kit

/// The one owner of checkpoints (sqlite.org/wal.html#walresetbug: SQLite 3.7.0 to 3.51.2 can corrupt a file
/// when one connection checkpoints while another commits). No other connection of the site checkpoints.
public final class Checkpoints {
  private let settings: Settings
  private var files: [URL: WriteAheadLog] = [:]

  public init(_ settings: Settings) { self.settings = settings }

  /// Does the work as the owner; false, and nothing done, while another process is that.
  public func ownIfFree(_ work: () throws -> Void) throws -> Bool {
    try FileLock.holdIfFree(lock, work) != nil
  }

  private var lock: URL { settings.data.appending(path: "checkpoint.lock") }

  /// Looks at every database of the site and moves what is due. An error with one file spares the others.
  public func turn(all: Bool = false, failed: (URL, any Error) -> Void) {
    for file in databases {
      do {
        let log = try files[file] ?? WriteAheadLog(of: file)
        files[file] = log
        try log.checkpoint(evenIfNotDue: all)
      } catch {
        failed(file, error)
      }
    }
  }

  /// app.db, registry.db and what the houses keep, whether they are enabled or not.
  public var databases: [URL] {
    ([settings.data] + Components.all.map { settings.data(of: $0.name) }).flatMap { folder in
      // A house that has no folder has no database.
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".db") }.sorted().map { folder.appending(path: $0) }
    }
  }
}
