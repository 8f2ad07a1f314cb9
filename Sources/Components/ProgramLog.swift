import Foundation
import Kit
import Logging

/// Where the programs of the site log to: standard error, which is the journal's, and for admins who read their
/// logs in the control room a file that all of them share.
public enum ProgramLog {
  /// Called once, before the first line. Settings that can't be read are complained about by whoever needs them.
  public static func begin() {
    let file = (try? Settings.load()).map { $0.logs.appending(path: "rowhouse.log").path }
    LoggingSystem.bootstrap { label in
      let toJournal = StreamLogHandler.standardError(label: label)
      guard let file else { return toJournal }
      return MultiplexLogHandler([toJournal, FileLogHandler(label: label, path: file)])
    }
  }
}

/// Appends lines to a file. One that has grown large becomes `….1`, in place of the one before.
struct FileLogHandler: LogHandler {
  let label: String
  let path: String
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel = Logger.Level.info

  static let largest: Int64 = 8 << 20

  init(label: String, path: String) { (self.label, self.path) = (label, path) }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
      .map { " \($0.key)=\($0.value)" }.joined()
    let line = "\(Date.now.ISO8601Format()) \(event.level) \(label):\(facts) \(event.message)"
    append(line.replacing(/[\r\n]+/, with: " ") + "\n")
  }

  /// What can't be written here stands in the journal.
  private func append(_ line: String) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX) == 0 else { return }
    // Only who holds the file that stands there now may move it: to somebody else it is new.
    if let (size, isThere) = facts(of: descriptor), isThere, size >= Self.largest {
      rename(path, path + ".1")
      return append(line)
    }
    _ = line.utf8.withContiguousStorageIfAvailable { write(descriptor, $0.baseAddress, $0.count) }
  }

  private func facts(of descriptor: CInt) -> (size: Int64, isThere: Bool)? {
    var (held, there) = (stat(), stat())
    guard fstat(descriptor, &held) == 0 else { return nil }
    return (Int64(held.st_size), stat(path, &there) == 0 && there.st_ino == held.st_ino)
  }
}
