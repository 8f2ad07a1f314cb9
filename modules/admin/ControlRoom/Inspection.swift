import Foundation
import Kit

/// What the processes and files of the site are like, and what is wrong with them.
struct Inspection {
  let processes: [ProcessStatus]
  let files: [DatabaseFile]
  /// Bytes left for the data folder.
  let freeSpace: Int64?
  let now: Moment

  /// Problems that somebody has to solve, the worst first: a sentence and the next step.
  struct Problem {
    let isBad: Bool
    let sentence: String
    let step: String
  }

  var problems: [Problem] {
    let found = missing + silent + [fullDisk].compactMap(\.self) + files.compactMap(longLog)
    return found.filter(\.isBad) + found.filter { !$0.isBad }
  }

  private var missing: [Problem] {
    let wanted = [
      ("live", "The live daemon does not run, so open pages learn nothing new and the chat is silent."),
      ("jobs", "Nobody does the background work, so mail, search and clean-up wait."),
    ]
    return wanted.filter { kind, _ in !processes.contains { $0.kind == kind } }.map { kind, sentence in
      Problem(isBad: true, sentence: sentence, step: "Start it: systemctl start rowhouse-\(kind)")
    }
  }

  /// Seconds after which a silent process is a problem; each reports every ten or so.
  static let silence = 45

  private var silent: [Problem] {
    processes.filter { $0.seenAt < now - Self.silence }.map {
      Problem(
        isBad: false,
        sentence: "Process \($0.pid) (\($0.kind)) said nothing since \($0.seenAt.ago(from: now)).",
        step: "If it stays silent, look into its log: journalctl _PID=\($0.pid)")
    }
  }

  private var fullDisk: Problem? {
    guard let freeSpace, freeSpace < 1 << 30 else { return nil }
    return Problem(
      isBad: freeSpace < 100 << 20, sentence: "The disk has \(ByteCount(freeSpace)) left.",
      step: "Make room before it is full: then nothing new can be kept.")
  }

  private func longLog(_ file: DatabaseFile) -> Problem? {
    guard file.logSize > 64 << 20 else { return nil }
    return Problem(
      isBad: false, sentence: "\(file.name) has \(ByteCount(file.logSize)) waiting in its log.",
      step: "Something keeps it from being folded in: see that rowhouse-jobs runs.")
  }
}

/// The sizes of a database and its write-ahead log. Nothing is opened: closing a file would drop SQLite's locks.
struct DatabaseFile {
  let name: String
  let size: Int64
  let logSize: Int64

  /// All of them: app.db and registry.db, then each house's own.
  static func all(_ settings: Settings, houses: [String]) -> [DatabaseFile] {
    let shared = ["app.db", "registry.db"].compactMap { DatabaseFile($0, settings.data.appending(path: $0)) }
    return shared + houses.flatMap { house in folder(settings.data(of: house), house) }
  }

  private static func folder(_ folder: URL, _ house: String) -> [DatabaseFile] {
    // A house without a folder has no databases.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".db") }.sorted()
      .compactMap { DatabaseFile("\(house)/\($0)", folder.appending(path: $0)) }
  }

  private init?(_ name: String, _ file: URL) {
    guard let size = File.size(file.path) else { return nil }
    self.name = name
    self.size = size
    logSize = File.size(file.path + "-wal") ?? 0
  }
}
