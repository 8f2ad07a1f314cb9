import Foundation
import Templating

/// Makes a snapshot from the files as they are now.
struct SnapshotLoader {
  let roots: Roots
  /// Parts that have not changed are taken from here.
  let previous: Snapshot?

  private(set) var tree = FileTree()
  private(set) var problems: [FileProblem] = []

  init(_ roots: Roots, previous: Snapshot?) {
    self.roots = roots
    self.previous = previous
  }

  /// Whatever is broken is left out and stands in `problems`; whoever has a good snapshot keeps that one.
  mutating func load() -> Snapshot {
    let files = TemplateFiles.read(roots, &tree, previous: previous?.files)
    let sheets = readSheets()
    let sheetProblems = problems
    let neutral = link(files, alter: nil, otherwise: [:])
    let faces = Dictionary(
      uniqueKeysWithValues: files.alters.map { ($0, link(files, alter: $0, otherwise: neutral)) })
    // Where a file can't be read, those that need it fail as well: only the cause is worth telling.
    if !files.problems.isEmpty { problems = sheetProblems + files.problems }
    let names = Set(neutral.values.flatMap(\.names))
    problems = Array(Set(problems)).sorted { $0.place < $1.place }
    return Snapshot(
      files: files, neutral: neutral, faces: faces, sheets: sheets,
      protected: names.filter { Protection.covers($0) }, marks: marks(files))
  }

  private func marks(_ files: TemplateFiles) -> [String: String] {
    Dictionary(uniqueKeysWithValues: ([nil] + files.alters).map { ($0 ?? "", files.mark(of: $0)) })
  }

  private mutating func link(
    _ files: TemplateFiles, alter: String?, otherwise: Snapshot.Libraries
  ) -> Snapshot.Libraries {
    var libraries = otherwise
    for house in files.houses + [""] where alter == nil || !Protection.covers(house: house) {
      do {
        let library = try Chain(files, alter: alter, house: house).link(for: house)
        try Trial.render(library)
        libraries[house] = library
      } catch let error as TemplateError {
        problems.append(FileProblem(error))
      } catch {
        problems.append(FileProblem(alter ?? house, "\(error)"))
      }
    }
    return libraries
  }

  private mutating func readSheets() -> [String: FaceSheet] {
    let published = PublishedFaces.read(roots, &tree)
    var sheets = published.sheets
    problems += published.problems
    for root in roots.all {
      let folder = "\(root.path)/\(FaceSheet.folder)"
      for name in tree.folders(in: folder) where sheets[name] == nil {
        do {
          sheets[name] = try FaceSheet.read("\(folder)/\(name)", roots, &tree)
        } catch {
          problems.append(error as? FileProblem ?? FileProblem(roots.short(folder), "\(error)"))
        }
      }
    }
    return sheets
  }
}

/// A rendering with next to nothing in hand: what fails here would fail for people.
enum Trial {
  static func render(_ library: Library) throws {
    for name in library.names { _ = try library.render(name, [page]) }
  }

  private static let person: Value = [
    "name": "Ada", "pronouns": "she/her", "color": "336699", "initial": "A",
  ]

  private static let page: Value = [
    "site": ["name": "Rowhouse", "noun": "alter", "nouns": "alters"] as Value,
    "viewer": ["name": "Ada", "isGuest": false, "isMember": true] as Value,
    "face": ["name": "Ada", "greeting": "Hello", "fronters": [person]] as Value,
    "title": "A page", "speaker": person, "speakers": [person],
  ]
}
