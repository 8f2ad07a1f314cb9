import Kit
import Templating

/// A design tried on: its templates parsed, linked and rendered with the pages they belong to, as a snapshot
/// is, before anybody may look at it.
struct Fitting: Sendable {
  private(set) var libraries: Snapshot.Libraries
  /// Why it may not be shown; nil if it may.
  private(set) var objection: FileProblem?

  init(_ design: FaceDesign, as face: String, in snapshot: Snapshot) {
    libraries = snapshot.neutral
    do {
      libraries = try Self.libraries(design, face, snapshot)
    } catch {
      objection = error as? FileProblem ?? FileProblem("face", "\(error)")
    }
  }

  private static func libraries(
    _ design: FaceDesign, _ face: String, _ snapshot: Snapshot
  ) throws -> Snapshot.Libraries {
    let files = snapshot.files.wearing(design, as: face)
    if let problem = files.problems.first { throw problem }
    for (path, text) in design.templates.sorted(by: { $0.key < $1.key }) {
      try check(text, path, face, files)
    }
    let structure = files.structure(of: face)
    guard structure.edits != nil || structure.folder.map(files.hasFolder) ?? false else {
      try AlterCss.check(design.css, file: "Rules")
      return snapshot.neutral
    }
    let worn = try WornPages(structure, files)
    try AlterCss.check(design.css, file: "Rules", holding: worn.holders)
    return snapshot.neutral.merging(worn.libraries) { $1 }
  }

  private static func check(_ text: String, _ path: String, _ face: String, _ files: TemplateFiles) throws {
    let file = "site/faces/\(face): \(path)"
    guard !FaceTemplates.isBarred(path, files),
      let base = files.base(of: path, over: files.structure(of: face).folder)
    else {
      throw FileProblem(file, "A face can't have a template of this name.")
    }
    guard !FaceTemplates.isProtected(base.template.source.text) else {
      throw FileProblem(file, "This part is protected: no face writes it anew.")
    }
    try MarkupLint(text, over: base.template.source.text, file: file).check()
  }
}
