import GRDB
import Kit

/// The face that an address of the editor names.
struct EditedFace {
  let slug: String
  let shelf: FaceShelf
  /// What is worn now; nil for a face that has no palette yet.
  let worn: FaceDesign?
  let draft: FaceDesign?
  /// A draft that can't be read any more.
  let damage: FileProblem?

  /// What the form shows.
  var design: FaceDesign? { draft ?? worn }
  var title: String { design?.palette.name ?? Slug.title(slug) }
  var href: String { "/admin/faces/\(slug)" }
}

extension Faces {
  /// The neutral face is the site's own ground: one may begin from it, but not change it.
  static let neutralFace = "neutral"

  /// Throws `Fault.notFound` for what is neither a face nor somebody of the site's system.
  func editedFace(_ request: Request) throws -> EditedFace {
    try editedFace(request.parameters["face"] ?? "")
  }

  func editedFace(_ slug: String) throws -> EditedFace {
    guard Slug.isOne(slug), slug != Self.neutralFace else { throw Fault.notFound }
    let snapshot = stage.snapshot
    guard try snapshot.has(slug) || front.slugs().contains(slug) else {
      throw Fault.notFound
    }
    return try face(slug, snapshot)
  }

  private func face(_ slug: String, _ snapshot: Snapshot) throws -> EditedFace {
    let shelf = FaceShelf(slug, stage.roots)
    let worn = snapshot.sheets[slug].map(FaceDesign.init)
    do {
      return EditedFace(slug: slug, shelf: shelf, worn: worn, draft: try shelf.draft(), damage: nil)
    } catch let damage as FileProblem {
      return EditedFace(slug: slug, shelf: shelf, worn: worn, draft: nil, damage: damage)
    }
  }

  /// How the audit log calls a face: somebody's by their number, which names nobody.
  func auditTarget(_ slug: String) throws -> String {
    try front.number(of: slug).map { "alter:\($0)" } ?? "face:\(slug)"
  }
}
