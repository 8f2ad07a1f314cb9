import Crypto
import Foundation
import Kit
import Templating

/// What a snapshot is made of, as it is kept on disk: every file with its text and its hash.
struct SnapshotArchive: Codable, Sendable {
  struct File: Codable, Sendable, Equatable {
    /// As in problems: `site/…` for the operator's own.
    let path: String
    let sha256: String
    let text: String

    init(path: String, text: String) {
      (self.path, self.text) = (path, text)
      sha256 = Self.hash(of: text)
    }

    init(_ override: TemplateOverride) {
      let source = override.template.source
      (path, text, sha256) = (source.file, source.text, override.hash)
    }

    static func hash(of text: String) -> String { SHA256.hash(data: Data(text.utf8)).hex }

    var isOwn: Bool { path.hasPrefix("site/") }
  }

  let generation: String
  let files: [File]

  init(_ snapshot: Snapshot) {
    files = Self.files(snapshot.files, snapshot.sheets)
    generation = snapshot.generation
  }

  static func files(_ templates: TemplateFiles, _ sheets: [String: FaceSheet]) -> [File] {
    let all = templates.laid.map(File.init) + sheets.values.flatMap(\.files)
    return Dictionary(all.map { ($0.path, $0) }) { first, _ in first }.values.sorted { $0.path < $1.path }
  }

  static func generation(of files: [File]) -> String {
    let lines = files.map { "\($0.path) \($0.sha256)\n" }.joined()
    return String(SHA256.hash(data: Data(lines.utf8)).hex.prefix(32))
  }

  /// Nothing was lost or altered on the way.
  var isWhole: Bool {
    Self.generation(of: files) == generation && files.allSatisfy { $0.sha256 == File.hash(of: $0.text) }
  }

  /// Whether what ships with the program is the same: a snapshot of another version's pages is no help.
  func ships(like other: SnapshotArchive) -> Bool {
    files.filter { !$0.isOwn } == other.files.filter { !$0.isOwn }
  }
}
