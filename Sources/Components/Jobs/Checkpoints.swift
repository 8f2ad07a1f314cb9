import Foundation
import Kit

/// The one owner of checkpoints (sqlite.org/wal.html#walresetbug: SQLite 3.7.0 to 3.51.2 can corrupt a file
/// when one connection checkpoints while another commits). No other connection of the site checkpoints.
public final class Checkpoints {
  private let settings: Settings
  private let writeGate: WriteGate?
  private var files: [URL: WriteAheadLog] = [:]
  private var backoffs: [URL: Backoff] = [:]

  public init(_ site: Site) { (settings, writeGate) = (site.settings, site.writeGate) }

  /// Where no site is open.
  public init(_ settings: Settings) { (self.settings, writeGate) = (settings, nil) }

  /// Does the work as the owner; false, and nothing done, while another process is that.
  public func ownIfFree(_ work: () throws -> Void) throws -> Bool {
    try FileLock.holdIfFree(lock, work) != nil
  }

  private var lock: URL { settings.data.appending(path: "checkpoint.lock") }

  /// Looks at every database of the site and moves what is due. An error with one file spares the others; that
  /// file is tried again later and later, or at once if `all` are wanted.
  public func turn(all: Bool = false, at now: Double = uptime, failed: (URL, any Error, Backoff) -> Void) {
    for file in databases {
      var backoff = backoffs[file] ?? Backoff()
      guard all || backoff.isOver(at: now) else { continue }
      do {
        try log(of: file).checkpoint(evenIfNotDue: all)
        backoff.succeed()
      } catch {
        backoff.fail(at: now)
        failed(file, error, backoff)
      }
      backoffs[file] = backoff
    }
  }

  /// The writers of app.db wait at its write gate, and so does whoever holds them up.
  private func log(of file: URL) throws -> WriteAheadLog {
    if let log = files[file] { return log }
    let log = try WriteAheadLog(of: file, file.lastPathComponent == "app.db" ? writeGate : nil)
    files[file] = log
    return log
  }

  /// app.db, registry.db and what the houses keep, whether they are enabled or not.
  public var databases: [URL] {
    Site.databaseFolders(settings).flatMap { folder in
      // A house that has no folder has no database.
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".db") }.sorted().map { folder.appending(path: $0) }
    }
  }

  /// Seconds of a clock that nobody sets.
  public static var uptime: Double { ProcessInfo.processInfo.systemUptime }
}
