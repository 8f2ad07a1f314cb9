import Kit
import Templating

/// The pages of one face, rendered, with what people need in each of them. Throws `FileProblem` if one has lost
/// some of it.
struct WornPages {
  private(set) var libraries: Snapshot.Libraries = [:]
  /// Classes of all that stands around what people need.
  private(set) var holders: Set<String> = []
  private let structure: Structure
  private let files: TemplateFiles

  init(_ structure: Structure, _ files: TemplateFiles) throws {
    (self.structure, self.files) = (structure, files)
    for house in files.houses + [""] where structure == .neutral || !Protection.covers(house: house) {
      do { try fit(house) } catch let error as TemplateError { throw FileProblem(error) }
    }
  }

  private mutating func fit(_ house: String) throws {
    let library = try Chain(files, structure, house: house).link(for: house)
    let before = try needs(in: house)
    let folder = structure.edits == nil ? "\(structure.folder ?? ""): " : ""
    var holders = Set<String>()
    try Trial.render(library) { name, page in
      let parts = PageParts(page)
      holders.formUnion(parts.holders)
      guard let lost = before[name]?.subtracting(parts.seen).min() else { return }
      throw FileProblem(folder + name, "This page would lose what people need: \(lost)")
    }
    libraries[house] = library
    self.holders.formUnion(holders)
  }

  /// What each page has below the face: without what the editor laid over it, or else in the neutral one. A folder
  /// may put its parts together in its own way, so that only whole pages can be compared.
  private func needs(in house: String) throws -> [String: Set<String>] {
    guard structure != .neutral else { return [:] }
    let isEdited = structure.edits != nil
    let below = isEdited ? Structure(folder: structure.folder) : .neutral
    var needs: [String: Set<String>] = [:]
    try Trial.render(Chain(files, below, house: house).link(for: house)) { name, page in
      if isEdited || page.contains("</html>") { needs[name] = PageParts(page).seen }
    }
    return needs
  }
}
