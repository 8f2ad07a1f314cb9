import Foundation
import Kit
import Testing

@testable import TemplateFaces

@Suite struct ContrastTests {
  private func color(_ hex: String) throws -> Color { try #require(Color(hex: hex)) }

  /// Values that WCAG's own formula gives, as others have published them.
  @Test(arguments: [
    ("#ffffff", "#000000", 21), ("#777777", "#ffffff", 4.478), ("#767676", "#ffffff", 4.542),
    ("#ff0000", "#ffffff", 3.998), ("#0000ff", "#ffffff", 8.592), ("#00ff00", "#ffffff", 1.372),
    ("#123456", "#123456", 1),
  ])
  func ratiosAreTheStandards(front: String, back: String, ratio: Double) throws {
    let (front, back) = (try color(front), try color(back))
    #expect(abs(Contrast.ratio(front, back) - ratio) < 0.001)
    #expect(Contrast.ratio(front, back) == Contrast.ratio(back, front))
  }

  @Test func aColourSurvivesBeingTakenApart() throws {
    for number in stride(from: 0, through: 0xFFFFFF, by: 4099) {
      let color = try color(String(format: "#%06x", number))
      let parts = HueAndLightness(color)
      #expect(parts.color(lightness: parts.lightness) == color)
    }
  }

  /// Compared with every lightness there is.
  @Test(arguments: [
    ("#999999", "#ffffff", 4.5), ("#c0467a", "#231a22", 4.5), ("#f2b33d", "#fdfcfa", 3),
    ("#3a62ad", "#1c2633", 4.5),
    ("#808080", "#808080", 4.5), ("#e38e68", "#ffffff", 4.5),
  ])
  func theNearestColourPassesAndIsNearest(front: String, back: String, least: Double) throws {
    let (front, back) = (try color(front), try color(back))
    let found = try #require(front.nearest { Contrast.ratio($0, back) >= least })
    #expect(Contrast.ratio(found, back) >= least)
    let own = HueAndLightness(front)
    let distance = abs(HueAndLightness(found).lightness - own.lightness)
    for step in 0...2000 {
      let lightness = Double(step) / 2000
      let other = own.color(lightness: lightness)
      // Half a step of 8 bits: no nearer one could be told from it.
      guard Contrast.ratio(other, back) >= least else { continue }
      #expect(abs(lightness - own.lightness) >= distance - 1 / 255)
    }
  }

  @Test func onlyLightnessMoves() throws {
    let color = try color("#c0467a")
    let moved = try #require(color.nearest { $0.luminance < 0.05 })
    #expect(abs(HueAndLightness(moved).hue - HueAndLightness(color).hue) < 0.1)
  }

  @Test func whatNoLightnessCanMendIsSaid() throws {
    #expect(try color("#808080").nearest { _ in false } == nil)
  }

  private static let faces = ["neutral", "seles", "dexen", "yuki", "together", "high-contrast"]

  private func palette(_ face: String) throws -> Palette {
    let file = PaletteTests.home.appending(path: "\(FaceSheet.folder)/\(face)/palette.json")
    return try Palette(String(contentsOf: file, encoding: .utf8), file: face)
  }

  @Test(arguments: faces)
  func aDarkSchemeMadeFromALightOnePasses(face: String) throws {
    let palette = try palette(face)
    let dark = DarkScheme.derived(from: palette.light)
    #expect(Set(dark.keys) == Set(Palette.tokens))
    let report = ContrastReport(DerivedColor.adding(to: dark.compactMapValues { Color(hex: $0) }))
    #expect(report.passes)
    #expect(try #require(report.colors["page"]).luminance < 0.05)
  }

  @Test(arguments: faces)
  func aRemedyIsOfferedForEveryPairThatFailsAndMendsIt(face: String) throws {
    var colors = try palette(face).colors(.light)
    colors["ink"] = try color("#aaaaaa")
    colors["on-accent"] = colors["accent"]
    colors["edge"] = try color("#e0e0e0")
    let report = ContrastReport(DerivedColor.adding(to: colors))
    for measure in report.measures where !measure.passes {
      let remedy = try #require(report.remedy(for: measure.pair))
      var mended = report.colors
      mended[remedy.token] = remedy.color
      let after = ContrastReport(DerivedColor.adding(to: mended))
      #expect(try #require(after.measures.first { $0.pair == measure.pair }).passes)
    }
    #expect(ContrastReport(report.mended()).passes)
  }

  @Test(arguments: faces)
  func theMainButtonIsNoHarderToReadUnderThePointer(face: String) throws {
    for scheme in Scheme.allCases {
      let colors = try palette(face).colors(scheme)
      let (ink, rest) = (try #require(colors["on-accent"]), try #require(colors["accent"]))
      let hover = try #require(colors["accent-hover"])
      #expect(Contrast.ratio(hover, ink) >= Contrast.ratio(rest, ink))
    }
  }

  @Test func derivedColoursArePlainHexInTheSheet() throws {
    let css = FaceSheet(palette: try palette("yuki"), rules: "").css(layer: "alter")
    #expect(!css.contains("color-mix"))
    for name in ["--accent-hover: #", "--accent-line: #", "--cast: #23364f73;", "--glow: #f6cf7eb3;"] {
      #expect(css.contains(name))
    }
  }

  @Test(arguments: faces)
  func aPaletteSurvivesTravelling(face: String) throws {
    let palette = try palette(face)
    #expect(try Palette(imported: palette.exported, file: "x") == palette)
    #expect(try Palette(palette.json, file: "x") == palette)
  }

  @Test(arguments: [
    ("\"rowhouse_palette\": 1,", "", "This is no palette: “rowhouse_palette” is missing."),
    (
      "\"rowhouse_palette\": 1", "\"rowhouse_palette\": 2",
      "This palette is of a version that this site does not know. It reads 1."
    ),
    ("\"rowhouse_palette\": 1,", "\"rowhouse_palette\": 1, \"css\": \"x\",", "“css” is unknown here."),
    (
      "\"density\": \"airy\"", "\"density\": \"airy\", \"radius\": \"9px\"",
      "“radius” must be one of round, soft, square."
    ),
  ])
  func whatIsNoPaletteIsRefusedWithItsReason(part: String, bad: String, reason: String) throws {
    let text = try palette("seles").exported.replacing(part, with: bad, maxReplacements: 1)
    do {
      _ = try Palette(imported: text, file: "x")
      Issue.record("was taken")
    } catch let problem as FileProblem {
      #expect(problem.reason == reason)
    }
  }

  @Test func whatFailsIsTakenIntoADraft() throws {
    let text = try palette("seles").exported.replacing("#33202b", with: "#fffcf7")
    #expect(throws: Never.self) { try Palette(imported: text, file: "x") }
    #expect(throws: FileProblem.self) {
      try Palette(text.replacing("  \"rowhouse_palette\": 1,\n", with: ""), file: "x")
    }
  }
}
