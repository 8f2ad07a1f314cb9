import Synchronization
import Templating

/// Everything that pages are made of, resolved, compiled and tried. It never changes: a change on disk makes
/// another one beside it.
struct Snapshot: Sendable {
  typealias Libraries = [String: Library]

  /// Hash of all files that it is made of: the same in every process that saw the same files.
  let generation: String
  let files: TemplateFiles
  /// By house, for pages that no alter has a say in.
  let neutral: Libraries
  /// Names that are rendered neutrally in every face.
  let protected: Set<String>
  let sheets: [String: FaceSheet]
  /// By alter, "" for the neutral face: differs when a file differs that the face is made of.
  let marks: [String: String]
  /// The faces that were tried and found good, with their marks.
  let tried: [String: String]
  /// Linked when they are first worn.
  let worn: Worn

  func mark(of alter: String?) -> String { marks[structure(of: alter) ?? ""] ?? marks[""] ?? "" }

  /// Whether there is a face of this name.
  func has(_ face: String) -> Bool { files.hasFolder(face) || sheets[face] != nil }

  /// Whose templates somebody's face is made of: their own, or those that their face was begun from.
  private func structure(of face: String?) -> String? { face.flatMap { sheets[$0]?.structure } ?? face }

  /// Whether a face is the program's own, and nothing that somebody here made for an alter.
  func isAsShipped(_ face: String) -> Bool {
    guard let sheet = sheets[face], !sheet.files.isEmpty else { return false }
    return !files.customized.contains(face) && sheet.files.allSatisfy { !$0.isOwn }
  }

  /// By house; where an alter has changed nothing for a house, that house's neutral library.
  func libraries(for alter: String?) -> Libraries {
    guard let alter = structure(of: alter), files.hasFolder(alter) else { return neutral }
    return worn.libraries(of: alter) { Linking(files: files, alter: alter).libraries(otherwise: neutral) }
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
    private let known: Mutex<[String: Libraries]>

    init(_ known: [String: Libraries] = [:]) { self.known = Mutex(known) }

    var all: [String: Libraries] { known.withLock { $0 } }

    func libraries(of alter: String, link: () -> Libraries) -> Libraries {
      if let libraries = known.withLock({ $0[alter] }) { return libraries }
      let libraries = link()
      known.withLock { $0[alter] = libraries }
      return libraries
    }
  }
}
