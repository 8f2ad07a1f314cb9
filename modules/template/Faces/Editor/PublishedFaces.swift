import Foundation
import Kit

/// The faces that the editor published. They win over what shipped, and over files that somebody laid beside.
/// Drafts are not looked at: they must not make anybody load anything.
enum PublishedFaces {
  static func read(
    _ roots: Roots, _ tree: inout FileTree
  ) -> (sheets: [String: FaceSheet], problems: [FileProblem]) {
    var (sheets, problems) = ([String: FaceSheet](), [FileProblem]())
    for face in tree.folders(in: FaceShelf.root(roots)) {
      do {
        sheets[face] = try sheet("\(FaceShelf.root(roots))/\(face)", roots, &tree)
      } catch {
        problems.append(error as? FileProblem ?? FileProblem("site/faces/\(face)", "\(error)"))
      }
    }
    return (sheets, problems)
  }

  private static func sheet(_ folder: String, _ roots: Roots, _ tree: inout FileTree) throws -> FaceSheet? {
    guard let pointer = try file("\(folder)/published", roots, &tree) else { return nil }
    guard let number = Int(pointer.text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw FileProblem(pointer.path, "This must be the number of a version.")
    }
    guard let version = try file("\(folder)/versions/\(number).json", roots, &tree) else {
      throw FileProblem(pointer.path, "Version \(number) is not there.")
    }
    var sheet = try FaceDesign(version.text, file: version.path, isDraft: false).sheet
    sheet.files = [pointer, version]
    return sheet
  }

  private static func file(
    _ path: String, _ roots: Roots, _ tree: inout FileTree
  ) throws -> SnapshotArchive.File? {
    let shown = roots.short(path)
    return try tree.text(at: path, shown).map { SnapshotArchive.File(path: shown, text: $0) }
  }
}
