import Kit
import Templating

/// Makes the libraries of one face, a house each.
struct Linking {
  let files: TemplateFiles
  let structure: Structure
  private(set) var problems: [FileProblem] = []

  init(files: TemplateFiles, _ structure: Structure) {
    self.files = files
    self.structure = structure
  }

  /// Without those that can't be linked: `otherwise` stands for them.
  func libraries(otherwise: Snapshot.Libraries) -> Snapshot.Libraries {
    var copy = self
    return copy.link(otherwise: otherwise, isTried: true)
  }

  /// Each is tried unless it was before; what is wrong stands in `problems`.
  mutating func link(otherwise: Snapshot.Libraries, isTried: Bool) -> Snapshot.Libraries {
    var libraries = otherwise
    for house in files.houses + [""] where structure == .neutral || !Protection.covers(house: house) {
      do {
        let library = try Chain(files, structure, house: house).link(for: house)
        if !isTried { try Trial.render(library) }
        libraries[house] = library
      } catch let error as TemplateError {
        problems.append(FileProblem(error))
      } catch {
        problems.append(FileProblem(structure.folder ?? house, "\(error)"))
      }
    }
    return libraries
  }
}
