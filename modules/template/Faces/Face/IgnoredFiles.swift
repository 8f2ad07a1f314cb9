import Foundation
import Kit

/// What lies among the files of faces and is none of them, each with the reason: what an editor left, a link, a
/// second copy. Nobody is served any of it, and whoever wonders why can read it here.
struct IgnoredFiles {
  private let roots: Roots
  private(set) var problems: [FileProblem] = []

  init(_ roots: Roots) {
    self.roots = roots
    for root in roots.all.map(\.path) {
      look(in: "\(root)/templates", Self.template)
      for house in names(in: "\(root)/modules") {
        look(in: "\(root)/modules/\(house)/templates", Self.template)
      }
      look(in: "\(root)/\(FaceSheet.folder)", Self.sheet)
    }
  }

  /// `reason` says why a file of this name is not read; nil if it is.
  private mutating func look(in folder: String, depth: Int = 0, _ reason: (String, Int) -> String?) {
    for name in names(in: folder) where name != ".gitkeep" {
      let path = "\(folder)/\(name)"
      switch kind(of: path) {
      case _ where name.hasPrefix("."): note(path, "Its name begins with a dot.")
      case S_IFLNK: note(path, "It is a link: a face consists of its own files.")
      case S_IFDIR where reason(name, depth) == nil && name.contains("."):
        note(path, "It is a folder, where a file should be.")
      case S_IFDIR where depth == 7: note(path, "It lies too deep: folders are looked at eight deep.")
      case S_IFDIR: look(in: path, depth: depth + 1, reason)
      case S_IFREG: if let reason = reason(name, depth) { note(path, reason) }
      default: note(path, "It is no file.")
      }
    }
  }

  private mutating func note(_ path: String, _ reason: String) {
    problems.append(FileProblem(roots.short(path), "\(reason) It is ignored."))
  }

  private static func template(_ name: String, _ depth: Int) -> String? {
    guard name.hasSuffix(".mustache") else { return "Its name does not end with .mustache." }
    let isName = name.dropLast(9).utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 45
    }
    return isName && name.utf8.count > 9
      ? nil : "No page asks for a template of this name: a-z, 0-9 and - name one."
  }

  private static func sheet(_ name: String, _ depth: Int) -> String? {
    depth == 1 && ["palette.json", "alter.css"].contains(name)
      ? nil : "Only palette.json and alter.css in the face's own folder are read here."
  }

  private func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private func kind(of path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
