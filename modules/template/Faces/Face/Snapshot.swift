import Synchronization
import Templating

/// Everything that pages are made of, resolved, compiled and tried. It never changes: a change on disk makes
/// another one beside it.
package struct Snapshot: Sendable {
  typealias Libraries = [String: Library]

  /// Hash of all files that it is made of: the same in every process that saw the same files.
  let generation: String
  package let files: TemplateFiles
  /// By house, for pages that no alter has a say in.
  let neutral: Libraries
  /// Names that are rendered neutrally in every face.
  let protected: Set<String>
  let sheets: [String: FaceSheet]
  /// Differs when a file differs that the face is made of.
  let marks: [Structure: String]
  /// What was tried and found good, with its mark.
  let tried: [Structure: String]
  /// Linked when they are first worn.
  let worn: Worn
  /// The faces that somebody here made of files and that keep what people need, each with what it was made of.
  let fitted: [String: String]

  func mark(of face: String?) -> String {
    marks[files.structure(of: face)] ?? marks[.neutral] ?? ""
  }

  /// Whether there is a face of this name.
  package func has(_ face: String) -> Bool { files.hasFolder(face) || sheets[face] != nil }

  /// Whether a face is the program's own, and nothing that somebody here made for an alter.
  func isAsShipped(_ face: String) -> Bool {
    guard let sheet = sheets[face], !sheet.files.isEmpty else { return false }
    return !files.customized.contains(face) && sheet.files.allSatisfy { !$0.isOwn }
  }

  /// By house; where an alter has changed nothing for a house, that house's neutral library.
  func libraries(for face: String?) -> Libraries {
    let structure = files.structure(of: face)
    guard structure.edits != nil || structure.folder.map(files.hasFolder) ?? false else { return neutral }
    return worn.libraries(of: structure) {
      Linking(files: files, structure).libraries(otherwise: neutral)
    }
  }

  /// Rendering begins here: one look-up, then bytes. `failures` are outlets that gave way to what lies below.
  func render(
    _ template: String, _ values: [Value], house: String, in libraries: Libraries,
    noting failures: inout [TemplateError]
  ) throws -> [UInt8] {
    let libraries = protected.contains(template) ? neutral : libraries
    guard let library = libraries[house] ?? libraries[""] ?? BarePage.library else { return [] }
    return try library.render(template, values, noting: &failures)
  }

  /// Faces that somebody wears or wore: with five hundred of them, few are ever needed at once.
  final class Worn: Sendable {
    private let known: Mutex<[Structure: Libraries]>

    init(_ known: [Structure: Libraries] = [:]) { self.known = Mutex(known) }

    var all: [Structure: Libraries] { known.withLock { $0 } }

    func libraries(of structure: Structure, link: () -> Libraries) -> Libraries {
      if let libraries = known.withLock({ $0[structure] }) { return libraries }
      let libraries = link()
      known.withLock { $0[structure] = libraries }
      return libraries
    }
  }
}
