import Templating

/// What the pages of a face are built with: whose files, and what the editor laid over them.
struct Structure: Hashable, Sendable {
  /// The folder of templates; nil: the neutral ones.
  var folder: String?
  /// The face whose published templates lie above them; nil: none.
  var edits: String?

  static let neutral = Structure()
}

extension TemplateFiles {
  /// Whose templates a face is made of: its own, or those that it was begun from.
  func structure(of face: String?) -> Structure {
    guard let face else { return .neutral }
    return Structure(folder: borrowed[face] ?? face, edits: edited.contains(face) ? face : nil)
  }

  /// All that may be worn: each folder as it lies there, and each face that was edited.
  var structures: Set<Structure> {
    Set(alters.map { Structure(folder: $0) } + edited.map { structure(of: $0) })
  }

  /// The same files with a face as one of its designs has it.
  func wearing(_ design: FaceDesign, as face: String) -> TemplateFiles {
    var files = self
    files.dress(face, design.templates, design.structure, previous: self)
    return files
  }

  /// Differs when a file differs that a face is made of; the same in all processes that see the same files.
  /// Other alters' files leave no trace in it.
  var marks: [Structure: String] {
    let lines = Dictionary(grouping: all) { ($0.scope.isEdited ? "edits " : "") + ($0.scope.alter ?? "") }
      .mapValues { $0.map { "\($0.template.source.file) \($0.hash)" }.sorted().joined(separator: "\n") }
    let neutral = lines["", default: ""]
    var marks = [Structure.neutral: Self.mark(neutral)]
    for structure in structures {
      let parts = [structure.folder.flatMap { lines[$0] }, structure.edits.flatMap { lines["edits \($0)"] }]
      marks[structure] = Self.mark(([neutral] + parts.map { $0 ?? "" }).joined(separator: "\n\n"))
    }
    return marks
  }
}
