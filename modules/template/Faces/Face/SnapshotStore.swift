import Foundation
import Kit

/// The last good snapshots on disk, so that a restart finds one while the files are broken. `current` holds
/// the name of the newest; each is a file of its own name, written by rename and never changed.
struct SnapshotStore: Sendable {
  let folder: URL
  static let kept = 5

  private var pointer: URL { folder.appending(path: "current") }
  private func file(_ generation: String) -> URL { folder.appending(path: "\(generation).json") }

  func has(_ generation: String) -> Bool {
    FileManager.default.fileExists(atPath: file(generation).path)
  }

  /// Throws `FileProblem` if the disk has no room; then the one before stays.
  func keep(_ snapshot: Snapshot) throws {
    guard current != snapshot.generation || !has(snapshot.generation) else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if !has(snapshot.generation) {
      let bytes = try JSONEncoder().encode(SnapshotArchive(snapshot))
      try AtomicFile.write(Array(bytes), to: file(snapshot.generation))
    }
    try AtomicFile.write(Array(snapshot.generation.utf8), to: pointer)
    forgetTheOldest()
  }

  /// Begins with the last good one that an earlier version kept where workers write.
  func takeOver(_ old: SnapshotStore) throws {
    guard !FileManager.default.fileExists(atPath: folder.path), let last = old.last() else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try AtomicFile.write(Array(JSONEncoder().encode(last)), to: file(last.generation))
    try AtomicFile.write(Array(last.generation.utf8), to: pointer)
  }

  /// The newest that is whole: if a crash or a disk has spoilt one, the one before.
  func last() -> SnapshotArchive? {
    let names = [current].compactMap(\.self) + generations().reversed().map(\.name)
    return names.lazy.compactMap(archive).first
  }

  func archive(_ generation: String) -> SnapshotArchive? {
    guard let data = FileManager.default.contents(atPath: file(generation).path),
      let archive = try? JSONDecoder().decode(SnapshotArchive.self, from: data),  // cut short by a full disk
      archive.generation == generation, archive.isWhole
    else { return nil }
    return archive
  }

  var current: String? {
    FileManager.default.contents(atPath: pointer.path).map { String(decoding: $0, as: UTF8.self) }
      .flatMap { $0.isEmpty || $0.contains("/") ? nil : $0 }
  }

  /// Oldest first.
  func generations() -> [(name: String, at: Moment)] {
    entries().filter { $0.name.hasSuffix(".json") && !$0.name.hasPrefix(".") }
      .map { (String($0.name.dropLast(5)), $0.at) }
  }

  private func entries() -> [(name: String, at: Moment)] {
    // Without the folder nothing is kept.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.compactMap { name in
      FileStamp(of: folder.appending(path: name).path).map { (name, $0.touched) }
    }.sorted { $0.at < $1.at }
  }

  /// And what a killed process left half written.
  private func forgetTheOldest() {
    let spare = generations().filter { $0.name != current }.dropLast(Self.kept - 1).map { "\($0.name).json" }
    let now = Moment.now
    let left = entries().filter { $0.name.hasSuffix(".tmp") && $0.at < now - 60 }.map(\.name)
    for name in spare + left { unlink(folder.appending(path: name).path) }
  }
}
