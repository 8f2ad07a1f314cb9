import Foundation
import Kit
import Template
import TemplateTesting
import Testing

@testable import TemplateFaces

/// Drafts, versions, and the one that is worn: whatever happens in between, it is the old or the new one.
@Suite struct FaceShelfTests {
  private let site: TestFace
  private let design: FaceDesign

  init() throws {
    site = try TestFace(
      PrivacyTests.files, csv: "alter,fronting,visibility,front_visibility\nseles,1,public,public\n")
    design = FaceDesign(palette: try Palette(PrivacyTests.palette, file: "x"), css: ".card { gap: 0 }")
  }

  private var shelf: FaceShelf { FaceShelf("seles", site.module.faces.stage.roots) }

  private func numbered(_ number: Int) -> FaceDesign {
    FaceDesign(palette: design.palette, css: ".card { gap: \(number)px }")
  }

  /// What a fresh process would show.
  private func shown() throws -> String? {
    var loader = SnapshotLoader(site.module.faces.stage.roots, previous: nil)
    let snapshot = loader.load()
    #expect(loader.problems == [])
    return snapshot.sheets["seles"]?.rules
  }

  @Test func aDraftShowsToNobody() throws {
    let (face, problems) = (try site.face().id, site.module.faces.stage.problems)
    try shelf.keep(design)
    #expect(try shelf.draft() == design)
    #expect(try site.face().id == face)
    #expect(site.module.faces.stage.problems == problems)
    #expect(try shown() == ".card { border-radius: 1rem }")
    let served = try FileManager.default.subpathsOfDirectory(
      atPath: site.root.appending(path: "data/public").path)
    for name in served {
      let text = try String(contentsOf: site.root.appending(path: "data/public/\(name)"), encoding: .utf8)
      #expect(!text.contains("gap: 0"))
    }
  }

  @Test func whatIsPublishedIsWornByAllAtTheNextLook() throws {
    let before = try site.face().stylesheet
    #expect(try shelf.publish(design) == 1)
    #expect(try site.face().stylesheet != before)
    #expect(try shown() == ".card { gap: 0 }")
    try shelf.wear(nil)
    #expect(try site.face().stylesheet == before)
  }

  @Test func publishedFacesWinOverFilesThatShippedOrWereLaidBeside() throws {
    try site.write("site/\(FaceSheet.folder)/seles/palette.json", PrivacyTests.palette)
    try site.write("site/\(FaceSheet.folder)/seles/alter.css", ".own { gap: 0 }")
    #expect(try shown() == ".own { gap: 0 }")
    _ = try shelf.publish(design)
    #expect(try shown() == ".card { gap: 0 }")
  }

  @Test func fiveVersionsAreKeptBesideTheOneThatIsWorn() throws {
    for number in 1...8 { #expect(try shelf.publish(numbered(number)) == number) }
    #expect(shelf.versions == [8, 7, 6, 5, 4, 3])
    try shelf.wear(3)
    #expect(try shown() == ".card { gap: 3px }")
    #expect(try shelf.publish(numbered(9)) == 9)
    #expect(shelf.versions == [9, 8, 7, 6, 5, 4])
    #expect(throws: FileProblem.self) { try shelf.wear(3) }
    #expect(try shown() == ".card { gap: 9px }")
  }

  private struct PowerCut: Error {}

  @Test(arguments: FaceShelf.Step.allCases)
  func whateverStepIsTheLastItIsTheOldOrTheNew(step: FaceShelf.Step) throws {
    _ = try shelf.publish(numbered(1))
    var cut = shelf
    cut.interruption = { if $0 == step { throw PowerCut() } }
    #expect(throws: PowerCut.self) { try cut.publish(numbered(2)) }
    let isNew = step == .pointerMoved || step == .tidied
    #expect(try shown() == (isNew ? ".card { gap: 2px }" : ".card { gap: 1px }"))
    // The next one goes through, and clears away what was left.
    _ = try shelf.publish(numbered(3))
    #expect(try shown() == ".card { gap: 3px }")
    let left = try FileManager.default.subpathsOfDirectory(atPath: shelf.folder.path)
    #expect(!left.contains { $0.hasSuffix(".tmp") })
  }

  @Test func aDamagedVersionKeepsTheLastGoodFace() throws {
    _ = try shelf.publish(design)
    let good = try site.face().stylesheet
    try site.write("site/faces/seles/versions/2.json", "{")
    try site.write("site/faces/seles/published", "2\n")
    #expect(try site.face().stylesheet == good)
    #expect(site.module.faces.stage.problems.map(\.file) == ["site/faces/seles/versions/2.json"])
  }

  @Test func aFaceBegunFromAnotherWearsItsTemplates() throws {
    try site.write(
      "data/template/alters.csv", "alter,fronting,visibility,front_visibility\nmika,1,public,public\n")
    #expect(try site.render("forums/thread").hasPrefix("core"))
    var mika = design
    mika.structure = "seles"
    _ = try FaceShelf("mika", site.module.faces.stage.roots).publish(mika)
    #expect(try site.render("forums/thread").hasPrefix("seles' own"))
  }

  @Test func templatesArePublishedAndTakenBackWithTheColours() throws {
    #expect(try site.render("forums/thread").hasPrefix("seles' own"))
    var edited = design
    edited.templates = ["forums/partials/line": "written here, over {{> @next/partials/line}}"]
    #expect(try FaceDesign(edited.text, file: "x", isDraft: false) == edited)
    let before = try site.face().id
    _ = try shelf.publish(edited)
    #expect(try site.render("forums/thread").hasPrefix("written here, over seles' own"))
    #expect(try site.face().id != before)
    let files = FaceFiles(Settings(data: site.root.appending(path: "data"), home: site.root))
    let winner = try files.explain("partials/line", alter: "seles", module: "forums").winner
    #expect(winner == "site/faces/seles: forums/partials/line")
    // A restart with a broken file shows the last good snapshot, published templates and all.
    site.module.faces.stage.keep()
    try site.write("site/templates/errors/fault.mustache", "{{#broken}}")
    try site.restart()
    #expect(try site.render("forums/thread").hasPrefix("written here, over seles' own"))
    try site.remove("data/site/templates")
    try shelf.wear(nil)
    #expect(try site.render("forums/thread").hasPrefix("seles' own"))
    #expect(try site.face().id == before)
  }

  @Test func aFaceWithoutAFolderMayHaveTemplates() throws {
    try site.write(
      "data/template/alters.csv", "alter,fronting,visibility,front_visibility\nmika,1,public,public\n")
    var mika = design
    mika.templates = ["partials/line": "mika's own"]
    _ = try FaceShelf("mika", site.module.faces.stage.roots).publish(mika)
    #expect(try site.render("forums/thread").hasPrefix("mika's own"))
    mika.structure = "seles"
    mika.templates = ["partials/line": "mika's own over {{> @next/partials/line}}"]
    _ = try FaceShelf("mika", site.module.faces.stage.roots).publish(mika)
    #expect(try site.render("forums/thread").hasPrefix("mika's own over seles' own"))
  }

  @Test func manyAtOnceGetNumbersOfTheirOwn() async throws {
    let (shelf, designs) = (shelf, (1...12).map(numbered))
    let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
      for design in designs { group.addTask { try shelf.publish(design) } }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(numbers == Set(1...12))
    #expect(shelf.published == 12)
  }
}
