import Foundation
import Kit
import Templating

/// Makes a snapshot from the files as they are now, or as they were when one was kept.
struct SnapshotLoader {
  let roots: Roots
  /// Parts that have not changed are taken from here.
  let previous: Snapshot?
  /// Whether the files of a generation have all been tried before, by whichever process.
  let isTried: (_ generation: String) -> Bool

  private(set) var tree: FileTree
  private(set) var problems: [FileProblem] = []

  init(_ roots: Roots, previous: Snapshot?, isTried: @escaping (String) -> Bool = { _ in false }) {
    self.roots = roots
    self.previous = previous
    self.isTried = isTried
    tree = FileTree()
  }

  /// What a kept snapshot was made of.
  init(_ archive: SnapshotArchive) {
    (roots, previous, isTried) = (.kept, nil, { _ in true })
    let texts = archive.files.map { ("\(Roots.kept.home)/\($0.path)", $0.text) }
    tree = FileTree(kept: Dictionary(texts) { first, _ in first })
  }

  /// Whatever is broken is left out and stands in `problems`; whoever has a good snapshot keeps that one.
  mutating func load() -> Snapshot {
    let sheets = readSheets()
    let sheetProblems = problems
    let files = TemplateFiles.read(roots, &tree, previous: previous?.files, published: sheets)
    let marks = files.marks
    let generation = SnapshotArchive.generation(of: SnapshotArchive.files(files, sheets))
    let isTried = isTried(generation)
    let tried = tryOut(files, marks, isTried)
    let fitted = problems.isEmpty ? fit(files, sheets, marks, isTried) : [:]
    // Where a file can't be read, those that need it fail as well: only the cause is worth telling.
    if !files.problems.isEmpty { problems = sheetProblems + files.problems }
    problems = Array(Set(problems)).sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) }
    return Snapshot(
      generation: generation, files: files, neutral: tried.neutral,
      protected: Set(tried.neutral.values.flatMap(\.names)).filter { Protection.covers($0) }, sheets: sheets,
      marks: marks, tried: tried.marks, worn: Snapshot.Worn(tried.worn), fitted: fitted)
  }

  /// What somebody here made of files is looked at as in the editor: whether its pages keep what people need, and
  /// its rules hide nothing that stands around it. What ships is, by our tests.
  private mutating func fit(
    _ files: TemplateFiles, _ sheets: [String: FaceSheet], _ marks: [Structure: String], _ isTried: Bool
  ) -> [String: String] {
    var fitted: [String: String] = [:]
    for face in Set(sheets.keys).union(files.alters).sorted() where isOwn(face, files, sheets) {
      let structure = files.structure(of: face)
      let mark = "\(marks[structure] ?? "") \(SnapshotArchive.File.hash(of: sheets[face]?.rules ?? ""))"
      do {
        if !isTried, previous?.fitted[face] != mark { try fit(structure, sheets[face], files) }
        fitted[face] = mark
      } catch {
        problems.append(error as? FileProblem ?? FileProblem(face, "\(error)"))
      }
    }
    return fitted
  }

  private func isOwn(_ face: String, _ files: TemplateFiles, _ sheets: [String: FaceSheet]) -> Bool {
    files.customized.contains(face) || sheets[face]?.files.contains(where: \.isOwn) ?? false
  }

  private func fit(_ structure: Structure, _ sheet: FaceSheet?, _ files: TemplateFiles) throws {
    guard structure.edits != nil || structure.folder.map(files.hasFolder) ?? false else { return }
    let worn = try WornPages(structure, files)
    guard let sheet else { return }
    let file = sheet.files.first { $0.path.hasSuffix("alter.css") } ?? sheet.files.last
    try AlterCss.check(sheet.rules, file: file?.path ?? "alter.css", holding: worn.holders)
  }

  private struct Tried {
    var neutral: Snapshot.Libraries = [:]
    var marks: [Structure: String] = [:]
    var worn: [Structure: Snapshot.Libraries] = [:]
  }

  /// Links and tries what differs from the previous snapshot.
  private mutating func tryOut(_ files: TemplateFiles, _ marks: [Structure: String], _ isTried: Bool) -> Tried
  {
    var result = Tried()
    if let same = unchanged(.neutral, marks) {
      (result.neutral, result.marks[.neutral]) = (same.neutral, marks[.neutral])
    } else {
      var linking = Linking(files: files, .neutral)
      result.neutral = linking.link(otherwise: [:], isTried: isTried)
      note(linking, marks, &result)
    }
    for structure in files.structures where structure != .neutral {
      if let same = unchanged(structure, marks) {
        (result.marks[structure], result.worn[structure]) = (marks[structure], same.worn.all[structure])
      } else if isTried {
        // By another process: the next snapshot need not begin anew.
        result.marks[structure] = marks[structure]
      } else {
        var linking = Linking(files: files, structure)
        _ = linking.link(otherwise: result.neutral, isTried: false)
        note(linking, marks, &result)
      }
    }
    return result
  }

  private func unchanged(_ structure: Structure, _ marks: [Structure: String]) -> Snapshot? {
    previous.flatMap { $0.tried[structure] == marks[structure] ? $0 : nil }
  }

  private mutating func note(_ linking: Linking, _ marks: [Structure: String], _ result: inout Tried) {
    problems += linking.problems
    if linking.problems.isEmpty { result.marks[linking.structure] = marks[linking.structure] }
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
