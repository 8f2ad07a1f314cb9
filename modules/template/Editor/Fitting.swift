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
      return snapshot.neutral
    }
    var (libraries, holders) = (snapshot.neutral, Set<String>())
    for house in files.houses + [""] where !Protection.covers(house: house) {
      let (library, classes) = try fit(structure, house, files)
      libraries[house] = library
      holders.formUnion(classes)
    }
    try AlterCss.check(design.css, file: "Rules", holding: holders)
    return libraries
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

  /// Every page keeps what it has without the face's own templates.
  private static func fit(
    _ structure: Structure, _ house: String, _ files: TemplateFiles
  ) throws -> (Library, holders: Set<String>) {
    do {
      let library = try Chain(files, structure, house: house).link(for: house)
      var (before, holders) = ([String: Set<String>](), Set<String>())
      if structure.edits != nil {
        let below = Chain(files, Structure(folder: structure.folder), house: house)
        try Trial.render(below.link(for: house)) { before[$0] = PageParts($1).seen }
      }
      try Trial.render(library) { name, page in
        let parts = PageParts(page)
        holders.formUnion(parts.holders)
        guard let lost = before[name]?.subtracting(parts.seen).min() else { return }
        throw FileProblem(name, "This page would lose what people need: \(lost)")
      }
      return (library, holders)
    } catch let error as TemplateError {
      throw FileProblem(error)
    }
  }
}
