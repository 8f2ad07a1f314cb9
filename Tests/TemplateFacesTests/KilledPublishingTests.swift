import Foundation
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces

/// A process that is killed while it publishes leaves the old face or the new one.
@Suite(.serialized) struct KilledPublishingTests {
  @Test(arguments: FaceShelf.Step.allCases)
  func theOldFaceOrTheNewOneIsWhole(step: FaceShelf.Step) async throws {
    let site = try TestFace(PrivacyTests.files)
    let shelf = FaceShelf("seles", site.module.faces.stage.roots)
    _ = try shelf.publish(
      FaceDesign(
        palette: try Palette(PrivacyTests.palette, file: "x"), css: ".old { gap: 0 }",
        templates: ["partials/line": "old"]))
    setenv("SHELF", shelf.folder.path, 1)
    setenv("STEP", step.rawValue, 1)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let environment = ProcessInfo.processInfo.environment
      let step = environment["STEP"]
      let folder = URL(filePath: environment["SHELF"] ?? "")
      var shelf = FaceShelf(folder: folder, draft: folder.appending(path: "draft.json"))
      shelf.interruption = { if $0.rawValue == step { kill(getpid(), SIGKILL) } }
      _ = try shelf.publish(
        FaceDesign(
          palette: try Palette(PrivacyTests.palette, file: "x"), css: ".new { gap: 0 }",
          templates: ["partials/line": "new", "forums/thread": "new {{> partials/line}}"]))
    }
    var loader = SnapshotLoader(site.module.faces.stage.roots, previous: nil)
    let snapshot = loader.load()
    #expect(loader.problems == [])
    let isNew = step == .pointerMoved || step == .tidied
    #expect(snapshot.sheets["seles"]?.rules == (isNew ? ".new { gap: 0 }" : ".old { gap: 0 }"))
    var failures: [TemplateError] = []
    let page = try snapshot.render(
      "forums/thread", [], house: "forums", in: snapshot.libraries(for: "seles"), noting: &failures)
    #expect(String(decoding: page, as: UTF8.self).hasPrefix(isNew ? "new new" : "old "))
  }
}
