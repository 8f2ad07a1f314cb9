import Foundation
import Kit

/// The folder of alters.csv: the file, its lock, and what was set aside. Written only under the lock.
package struct AltersFolder: Sendable {
  let folder: URL

  package var file: URL { folder.appending(path: AltersFile.name) }
  var lock: URL { folder.appending(path: ".\(AltersFile.name).lock") }
  /// While it is being written; worth nothing.
  private var part: URL { folder.appending(path: ".\(AltersFile.name).part") }
  /// Whole and on disk, on its way into the file's place; then what stood there.
  private var next: URL { folder.appending(path: ".\(AltersFile.name).next") }

  /// nil if there is no file. Throws if there is one that can't be read.
  func read() throws -> [UInt8]? { try Self.read(file) }

  /// Puts a text into the file's place. At every moment the file is the old one or the new one, whole. What
  /// somebody saved there in the last moment has none of the known hashes, and is set aside.
  func write(_ text: String, known: Set<String>, at now: Moment) throws {
    try recover(known: known, at: now)
    try AtomicFile(staging: Array(text.utf8), for: next, as: part).commit()
    switch FileSwap.exchange(next, file) {
    case .done: try recover(known: known.union([FileRecord.hash(of: Array(text.utf8))]), at: now)
    case .missing: try FileSwap.move(next, to: file)
    case .unsupported:
      if let last = try read(), !known.contains(FileRecord.hash(of: last)) { try setAside(at: now) }
      try FileSwap.move(next, to: file)
    case .failed(let reason): throw FileProblem(AltersFile.name, reason)
    }
  }

  /// What a writer left that was cut short, or what it has just replaced.
  func recover(known: Set<String>, at now: Moment) throws {
    unlink(part.path)
    guard let left = try Self.read(next) else { return }
    if known.contains(FileRecord.hash(of: left)) {
      unlink(next.path)
    } else {
      try setAside(next, at: now)
    }
  }

  /// Keeps what somebody wrote when app.db knows better.
  func setAside(at now: Moment) throws { try setAside(file, at: now) }

  private func setAside(_ file: URL, at now: Moment) throws {
    try FileSwap.setAside(file, as: folder.appending(path: "\(AltersFile.name).conflict"), at: now)
  }

  package var conflicts: [String] {
    // A folder that can't be listed has been complained about elsewhere.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix("\(AltersFile.name).conflict-") }.sorted()
  }

  private static func read(_ file: URL) throws -> [UInt8]? {
    do {
      // One byte more than allowed is enough to see that it is too many.
      return try PlainFile.read(file, most: AltersFile.mostBytes + 1)
    } catch {
      throw AltersProblem(.unreadable)
    }
  }
}
