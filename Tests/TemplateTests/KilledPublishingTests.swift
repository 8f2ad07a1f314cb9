import Foundation
import Testing

@testable import Template

/// A process that is killed while it publishes leaves the old face or the new one.
@Suite(.serialized) struct KilledPublishingTests {
  @Test(arguments: FaceShelf.Step.allCases)
  func theOldFaceOrTheNewOneIsWhole(step: FaceShelf.Step) async throws {
    let site = try TestFace(PrivacyTests.files)
    let shelf = FaceShelf("seles", site.module.stage.roots)
    _ = try shelf.publish(
      FaceDesign(palette: try Palette(PrivacyTests.palette, file: "x"), css: ".old { gap: 0 }"))
    setenv("SHELF", shelf.folder.path, 1)
    setenv("STEP", step.rawValue, 1)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let environment = ProcessInfo.processInfo.environment
      let step = environment["STEP"]
      var shelf = FaceShelf(folder: URL(filePath: environment["SHELF"] ?? ""))
      shelf.interruption = { if $0.rawValue == step { kill(getpid(), SIGKILL) } }
      _ = try shelf.publish(
        FaceDesign(palette: try Palette(PrivacyTests.palette, file: "x"), css: ".new { gap: 0 }"))
    }
    var loader = SnapshotLoader(site.module.stage.roots, previous: nil)
    let rules = loader.load().sheets["seles"]?.rules
    #expect(loader.problems == [])
    #expect(rules == (step == .pointerMoved || step == .tidied ? ".new { gap: 0 }" : ".old { gap: 0 }"))
  }
}
