import Templating

/// Makes the libraries of one face, a house each.
struct Linking {
  let files: TemplateFiles
  /// nil: the neutral face.
  let alter: String?
  private(set) var problems: [FileProblem] = []

  init(files: TemplateFiles, alter: String?) {
    self.files = files
    self.alter = alter
  }

  /// Without those that can't be linked: `otherwise` stands for them.
  func libraries(otherwise: Snapshot.Libraries) -> Snapshot.Libraries {
    var copy = self
    return copy.link(otherwise: otherwise, isTried: true)
  }

  /// Each is tried unless it was before; what is wrong stands in `problems`.
  mutating func link(otherwise: Snapshot.Libraries, isTried: Bool) -> Snapshot.Libraries {
    var libraries = otherwise
    for house in files.houses + [""] where alter == nil || !Protection.covers(house: house) {
      do {
        let library = try Chain(files, alter: alter, house: house).link(for: house)
        if !isTried { try Trial.render(library) }
        libraries[house] = library
      } catch let error as TemplateError {
        problems.append(FileProblem(error))
      } catch {
        problems.append(FileProblem(alter ?? house, "\(error)"))
      }
    }
    return libraries
  }
}
