import Foundation
import Kit
import Templating

/// The texts that overrides say they were made from, by their hashes: without them nobody could tell later
/// what has changed since.
struct BaseStore: Sendable {
  let folder: URL

  private func file(_ hash: String) -> URL { folder.appending(path: "\(hash).mustache") }

  func text(_ hash: String) -> String? {
    FileManager.default.contents(atPath: file(hash).path).flatMap { String(validating: $0, as: UTF8.self) }
      .flatMap { SnapshotArchive.File.hash(of: $0) == hash ? $0 : nil }
  }

  /// Keeps what a draft is made from, until it is published or discarded.
  func keep(_ base: TemplateOverride) throws {
    guard text(base.hash) == nil else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try AtomicFile.write(Array(base.template.source.text.utf8), to: file(base.hash))
  }

  /// Keeps what overrides stand upon while it is still there, and forgets what none refers to.
  func keep(_ overrides: [BasedOverride], drafts: [FaceDesign] = []) throws {
    guard !overrides.isEmpty || FileManager.default.fileExists(atPath: folder.path) else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for case let (override, base?) in overrides.map({ ($0, $0.base) }) where !override.isOutdated {
      try keep(base)
    }
    let lines = overrides.map(\.line) + drafts.flatMap { $0.templates.values.compactMap(BaseLine.init(in:)) }
    let names = Set(lines.map { "\($0.hash).mustache" })
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where !names.contains(name) {
      unlink(folder.appending(path: name).path)
    }
  }
}
