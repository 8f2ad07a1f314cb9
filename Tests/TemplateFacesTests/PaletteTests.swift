import Foundation
import GRDB
import Kit
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces

@Suite struct PaletteTests {
  static let good = PrivacyTests.palette

  @Test func aGoodPaletteIsRead() throws {
    let palette = try Palette(Self.good, file: "palette.json")
    #expect(palette.name == "Seles")
    #expect(palette.light.count == Palette.tokens.count)
  }

  @Test(arguments: [
    ("\"greeting\": \"Hello\",", "", "“greeting” is missing."),
    ("\"airy\"", "\"roomy\"", "“density” must be one of airy, calm, compact."),
    (
      "\"interface\": \"sans\"", "\"interface\": \"Comic\"",
      "“fonts.interface” must be one of sans, serif, mono."
    ),
    ("\"page\": \"#fafafa\"", "\"page\": \"white\"", "“light.page” must be a colour like #33202b."),
    ("\"page\": \"#fafafa\"", "\"page\": \"url(x)\"", "“light.page” must be a colour like #33202b."),
    (
      "\"page\": \"#fafafa\",", "\"page\": \"#fafafa\", \"glow\": \"#ffffff\",",
      "“light.glow” is unknown here."
    ),
    ("\"page\": \"#fafafa\",", "", "“light.page” is missing."),
    (
      "\"muted\": \"#101010\"", "\"muted\": \"#999999\"",
      "In the light scheme “muted” on “page” has a contrast of 2.73:1; it needs 4.5:1."
    ),
    (
      "\"edge\": \"#101010\"", "\"edge\": \"#bbbbbb\"",
      "In the light scheme “edge” on “page” has a contrast of 1.84:1; it needs 3.0:1."
    ),
  ])
  func aBadPaletteIsRefusedWithItsReason(part: String, bad: String, reason: String) throws {
    let text = Self.good.replacing(part, with: bad, maxReplacements: 1)
    #expect(throws: FileProblem.self) { try Palette(text, file: "palette.json") }
    do { _ = try Palette(text, file: "palette.json") } catch let problem as FileProblem {
      #expect(problem.reason == reason)
    }
  }

  @Test func aRefusedPaletteKeepsTheLastGoodFace() throws {
    let site = try TestFace(
      PrivacyTests.files, csv: "alter,fronting,visibility,front_visibility\nseles,1,public,public\n")
    let before = try site.face()
    let place = "modules/template/static/css/alters/seles/palette.json"
    try site.write(place, Self.good.replacing("#101010", with: "#cccccc"))
    #expect(try site.face().stylesheet == before.stylesheet)
    #expect(site.module.faces.stage.problems.map(\.file) == [place])
  }

  @Test func theFacesThatShipAreSound() throws {
    let stage = Stage(.init(data: URL(filePath: "/nonexistent"), home: Self.home))
    #expect(stage.problems == [])
    #expect(Set(stage.snapshot.sheets.keys).isSuperset(of: ["seles", "dexen", "yuki", "high-contrast"]))
    #expect(Set(stage.snapshot.tried.keys.map(\.folder)).isSuperset(of: ["seles", "dexen", "yuki"]))
  }

  static let home = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}
