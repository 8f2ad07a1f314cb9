import Foundation
import Kit

/// A file of a tree: what it is called from there, and where it lies.
struct TreeFile: Sendable {
  /// `forums/thread.mustache`
  let name: String
  let path: String
  let stamp: FileStamp?
}

/// Reads folders with all that lies in them, and notes everything it saw in a watch. Links and what begins
/// with a dot are left out: a face consists of its own files.
struct FileTree {
  private(set) var watch = FileWatch()
  /// The texts of a snapshot that was kept, by path; nil: the files on the disk.
  private let kept: [String: String]?

  init(kept: [String: String]? = nil) { self.kept = kept }

  /// All files below `root`, by name. A missing root is empty, and watched for its coming.
  mutating func files(below root: String, ending suffix: String) -> [TreeFile] {
    var found: [TreeFile] = []
    if let kept {
      found = kept.keys.filter { $0.hasPrefix(root + "/") }
        .map { TreeFile(name: String($0.dropFirst(root.count + 1)), path: $0, stamp: nil) }
    } else {
      visit(root, prefix: "", depth: 0) { found.append($0) }
    }
    return found.filter { $0.name.hasSuffix(suffix) }.sorted { $0.name < $1.name }
  }

  /// The text of one file that may come, change or go; nil if it is not there.
  mutating func text(at path: String, _ shown: String) throws -> String? {
    if let kept { return kept[path] }
    let stamp = FileStamp(of: path)
    watch.note(path, stamp)
    return stamp == nil ? nil : try TextFile.read(path, shown)
  }

  /// The names of the folders directly in `root`.
  mutating func folders(in root: String) -> [String] {
    if kept != nil {
      let parts = files(below: root, ending: "").map { $0.name.split(separator: "/") }
      return Set(parts.filter { $0.count > 1 }.map { String($0[0]) }).sorted()
    }
    watch.note(root, FileStamp(of: root))
    return entries(of: root).filter { isFolder("\(root)/\($0)") }
  }

  /// `shown` is what the file is called to whoever has to mend it.
  func text(of file: TreeFile, _ shown: String) throws -> String {
    try kept?[file.path] ?? TextFile.read(file.path, shown)
  }

  private mutating func visit(_ folder: String, prefix: String, depth: Int, _ take: (TreeFile) -> Void) {
    watch.note(folder, FileStamp(of: folder))
    guard depth < 8 else { return }
    for name in entries(of: folder) {
      let path = "\(folder)/\(name)"
      if isFolder(path) {
        visit(path, prefix: "\(prefix)\(name)/", depth: depth + 1, take)
      } else if isFile(path), let stamp = FileStamp(of: path) {
        watch.note(path, stamp)
        take(TreeFile(name: prefix + name, path: path, stamp: stamp))
      }
    }
  }

  private func entries(of folder: String) -> [String] {
    // A folder that is not there has no entries; one that can't be read is as good as not there.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  private func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }
  private func isFile(_ path: String) -> Bool { kind(of: path) == S_IFREG }

  private func kind(of path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
