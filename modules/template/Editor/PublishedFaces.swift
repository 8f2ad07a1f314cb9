import Foundation

/// The faces that the editor published. They win over what shipped, and over files that somebody laid beside.
enum PublishedFaces {
  /// Drafts are not looked at: they must not make anybody load anything.
  static func read(_ roots: Roots, _ tree: inout FileTree) -> (
    sheets: [String: FaceSheet], problems: [FileProblem]
  ) {
    var (sheets, problems) = ([String: FaceSheet](), [FileProblem]())
    for face in tree.folders(in: FaceShelf.root(roots)) {
      let shelf = FaceShelf(face, roots)
      tree.note(shelf.pointer.path)
      guard let number = shelf.published else { continue }
      do {
        sheets[face] = try shelf.version(number).sheet
      } catch {
        problems.append(error as? FileProblem ?? FileProblem("site/faces/\(face)", "\(error)"))
      }
    }
    return (sheets, problems)
  }
}
