import Foundation
import Kit

/// A file in the site's log folder. Only a file of the list can be asked for.
struct LogFile {
  let name: String
  let size: Int64
  let changedAt: Moment

  /// All log files, the latest first, without links and hidden files.
  static func all(in folder: URL) throws -> [LogFile] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".") }
      .compactMap { name in
        File.facts(folder.appending(path: name).path)
          .map { LogFile(name: name, size: $0.size, changedAt: $0.changedAt) }
      }
      .sorted { ($1.changedAt, $0.name) < ($0.changedAt, $1.name) }
  }
}
