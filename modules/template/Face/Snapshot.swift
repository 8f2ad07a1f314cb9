import Templating

/// Everything that pages are made of, resolved, compiled and tried. It never changes: a change on disk makes
/// another one beside it.
struct Snapshot: Sendable {
  typealias Libraries = [String: Library]

  let files: TemplateFiles
  /// By house, for pages that no alter has a say in.
  let neutral: Libraries
  /// By alter; where an alter has changed nothing for a house, that house's neutral library.
  let faces: [String: Libraries]
  let sheets: [String: FaceSheet]
  /// Names that are rendered neutrally in every face.
  let protected: Set<String>
  /// By alter, "" for the neutral face: differs when a file differs that the face is made of.
  let marks: [String: String]

  func mark(of alter: String?) -> String { marks[structure(of: alter) ?? ""] ?? marks[""] ?? "" }

  func libraries(for alter: String?) -> Libraries { structure(of: alter).flatMap { faces[$0] } ?? neutral }

  /// Whose templates somebody's face is made of: their own, or those that their face was begun from.
  private func structure(of alter: String?) -> String? { alter.flatMap { sheets[$0]?.structure } ?? alter }

  /// Rendering begins here: one look-up, then bytes.
  func render(
    _ template: String, _ values: [Value], house: String, in libraries: Libraries
  ) throws -> [UInt8] {
    let libraries = protected.contains(template) ? neutral : libraries
    guard let library = libraries[house] ?? libraries[""] ?? BarePage.library else { return [] }
    return try library.render(template, values)
  }
}
