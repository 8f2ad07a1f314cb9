import Foundation
import Template
import TemplateTesting
import Testing

@testable import TemplateFaces

/// What an earlier version kept elsewhere is found again.
@Suite struct OldPlacesTests {
  private let site: TestFace
  private let text: String

  init() throws {
    site = try TestFace(PrivacyTests.files)
    text = FaceDesign(palette: try Palette(PrivacyTests.palette, file: "x"), css: ".old { gap: 0 }").text
  }

  private var shelf: FaceShelf { FaceShelf("seles", site.module.faces.stage.roots) }

  @Test func aDraftThatLayBesideTheVersionsIsStillTheDraft() throws {
    try site.write("site/faces/seles/draft.json", text)
    try site.restart()
    #expect(try shelf.draft()?.css == ".old { gap: 0 }")
    let old = site.root.appending(path: "data/site/faces/seles/draft.json")
    #expect(!FileManager.default.fileExists(atPath: old.path))
  }

  @Test func theLastGoodSnapshotStillHelps() throws {
    site.module.faces.stage.keep()
    let store = site.module.faces.stage.store
    let data = site.root.appending(path: "data")
    try FileManager.default.moveItem(at: store.folder, to: data.appending(path: "template/snapshots"))
    #expect(store.last() == nil)
    try site.restart()
    #expect(site.module.faces.stage.store.last()?.generation == site.module.faces.stage.snapshot.generation)
  }
}
