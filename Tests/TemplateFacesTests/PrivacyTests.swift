import Foundation
import GRDB
import Kit
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces
@testable import TemplateSystems

/// Nobody is outed by a page, an address, an id or an event.
@Suite struct PrivacyTests {
  static let files = TestFace.small.merging([
    "modules/template/templates/seles/partials/line.mustache": "seles' own",
    "modules/template/static/css/alters/seles/palette.json": palette,
    "modules/template/static/css/alters/seles/alter.css": ".card { border-radius: 1rem }",
    "modules/forums/templates/forums/thread.mustache":
      "{{> partials/line}} {{face.name}} {{face.stylesheet}} {{#face.fronters}}{{name}}{{/face.fronters}}",
  ]) { $1 }

  static let palette: String = {
    let ink = Set([
      "ink", "muted", "link", "visited", "accent", "accent-ink", "good", "warn", "bad", "edge", "focus",
      "code-ink",
    ])
    let scheme = { (dark: Bool) in
      Palette.tokens.map { "\"\($0)\": \"\(ink.contains($0) != dark ? "#101010" : "#fafafa")\"" }
        .joined(separator: ",\n")
    }
    return """
      {"name": "Seles", "greeting": "Hello", "density": "airy",
      "fonts": {"interface": "sans", "reading": "serif", "heading": "serif"},
      "light": {\(scheme(false))},
      "dark": {\(scheme(true))}}
      """
  }()

  private func page(_ site: TestFace, as permissions: Set<String> = []) throws -> String {
    let request = site.request(permissions)
    let view = try site.module.faces.face(of: request).view
    let bytes = try site.module.faces.renderAlter(
      "forums/thread", [["face": view]], house: "forums", request: request)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func aPrivateFrontIsTheNeutralFaceToTheLastByte() throws {
    let site = try TestFace(Self.files, csv: "seles;0\n")
    let nobody = try page(site)
    let id = try site.face().id
    try site.front("seles")
    #expect(try page(site) == nobody)
    #expect(try site.face().id == id)
    #expect(try page(site, as: [Systems.maySee]) == nobody)
    #expect(try page(site, as: [Systems.mayFront]).contains("seles' own Seles /static/published/"))
  }

  @Test func aPrivateSwitchIsNotFeltOutside() throws {
    let site = try TestFace(Self.files, csv: "seles;0\n")
    try site.follow()
    site.recorder.events = []
    try site.front("seles")
    #expect(site.recorder.events.map(\.audience) == [.holders(permission: Systems.mayFront)])
    try site.show("seles")
    #expect(site.recorder.events.last?.audience == .everyone)
    #expect(site.recorder.events.last?.body == "{\"face\":\"\(try site.face().id)\"}")
    #expect(site.recorder.events.last?.topic == "face")
    #expect(try page(site).contains("seles' own Seles"))
  }

  /// What a visitor's page is rendered with is not made anew: that would take time, which can be felt.
  @Test func aPrivateSwitchMakesNoWorkForAVisitor() throws {
    let site = try TestFace(
      Self.files.merging(["modules/template/templates/dexen/partials/line.mustache": "dexen's own"]) { $1 },
      csv: "alter,fronting,visibility,front_visibility\nseles,0,public,public\ndexen,0,,\n")
    func visit() throws -> Appearance { try site.module.faces.appearance(of: site.request()) }
    let nobody = try visit()
    try site.front("dexen")
    #expect(try visit() === nobody)
    try site.front("seles")
    let seles = try visit()
    #expect(seles !== nobody)
    try site.app.write { try SiteSystem.showPartly(true, $0) }
    try site.front("seles", "dexen")
    #expect(try visit() === seles)
    try site.front()
    #expect(try visit() === nobody)
    try site.show("dexen")
    #expect(try visit() !== nobody, "there is one more face to choose")
  }

  @Test func whereAThreadWatchesAVisitorsRequestReadsNoFile() throws {
    let site = try TestFace(Self.files, csv: "seles;0\n")
    try site.follow()
    site.module.faces.stage.beWatched()
    try site.write("data/template/alters.csv", "seles;1\n")
    _ = try site.face()
    #expect(try site.front.isEmpty)
    let owner = site.request([Systems.mayManage])
    try site.module.systems.followFile(for: site.request([Systems.maySee]))
    #expect(try site.front.isEmpty)
    try site.module.systems.followFile(for: owner)
    #expect(try site.front == ["seles"])
  }

  @Test func whereAThreadWatchesOnlyWhoWearsAFaceWaitsForOneThatWasPublished() throws {
    let site = try TestFace(Self.files, csv: "alter,fronting,visibility\nseles,1,members\n")
    let before = try site.face().id
    site.module.faces.stage.beWatched()
    try site.write("modules/template/templates/seles/partials/line.mustache", "new")
    try site.app.write { try SiteSystem.notePublication($0) }
    let generation = site.module.faces.stage.snapshot.generation
    #expect(try site.face().id == before && site.module.faces.stage.snapshot.generation == generation)
    _ = try site.face([Systems.mayFront])
    #expect(site.module.faces.stage.snapshot.generation != generation)
  }

  @Test func workOnAFaceThatNobodySeesIsNotSeen() throws {
    let site = try TestFace(Self.files, csv: "seles;1\n")
    let (id, own) = (try site.face().id, try site.face([Systems.mayFront]).id)
    try site.write("modules/template/templates/seles/partials/line.mustache", "new")
    #expect(try site.face().id == id)
    #expect(try site.face([Systems.mayFront]).id != own)
  }

  @Test func whatIsShownToMembersIsNotShownToVisitors() throws {
    let site = try TestFace(
      Self.files, csv: "alter,fronting,visibility,front_visibility\nseles,1,public,members\n")
    let visitor = try page(site)
    #expect(!visitor.contains("Seles"))
    #expect(try page(site, as: [Systems.maySee]).contains("Seles"))
    #expect(try site.face([Systems.maySee]).id != site.face().id)
  }

  @Test func theFirstVisibleFronterGivesTheFace() throws {
    let site = try TestFace(
      Self.files,
      csv: """
        alter,fronting,visibility,front_visibility
        dexen,1,private,public
        seles,1,public,public
        yuki,1,public,public

        """)
    try site.follow()
    try site.app.write { try SiteSystem.showPartly(true, $0) }
    let text = try page(site)
    #expect(text.hasPrefix("seles' own Seles"))
    #expect(text.hasSuffix("SelesYuki"))
  }

  @Test func severalMayWearTheFaceTheyShare() throws {
    let together = "modules/template/templates/together/partials/line.mustache"
    let site = try TestFace(
      Self.files.merging([together: "ours"]) { $1 },
      csv: "alter,fronting,visibility,front_visibility\nseles,1,public,public\nyuki,1,public,private\n")
    try site.follow()
    try site.app.write { try SiteSystem.wearTogether(true, $0) }
    try site.app.write { try SiteSystem.showPartly(true, $0) }
    #expect(try page(site).hasPrefix("seles' own"), "yuki is not seen fronting")
    try site.show("yuki")
    #expect(try page(site).hasPrefix("ours Seles"))
  }

  @Test func whoCanMendAFaceGetsPastIt() throws {
    let site = try TestFace(
      Self.files, csv: "alter,fronting,visibility,front_visibility\nseles,1,public,public\n")
    for (permissions, begins) in [(Set([Systems.mayManage]), "core"), (Set(), "seles' own")] {
      let request = site.request(permissions, query: "safe=1")
      let bytes = try site.module.faces.renderAlter("forums/thread", [], house: "forums", request: request)
      #expect(String(decoding: bytes, as: UTF8.self).hasPrefix(begins))
    }
  }

  @Test func noAddressCarriesAName() throws {
    let site = try TestFace(
      Self.files, csv: "alter,fronting,visibility,front_visibility\nseles,1,public,public\n")
    let address = try #require(try site.face().stylesheet)
    #expect(address.contains(/^\/static\/published\/[0-9a-f]{32}\.css$/))
    let file = site.root.appending(path: "data/public/\(address.split(separator: "/").last ?? "")")
    let css = try String(contentsOf: file, encoding: .utf8)
    #expect(
      css.hasPrefix("@layer alter {\n:root { --pace: 1.15; --interface: var(--sans); --reading: var(--serif)")
    )
    #expect(css.contains(".card { border-radius: 1rem }"))
    #expect(!css.lowercased().contains("seles"))
  }

  @Test(
    arguments: [
      ("neutral.auto", "core Seles", nil), ("contrast.dark", "core Seles", "dark"),
      ("front.light", "seles' own", "light"),
      ("evil.dark", "seles' own", nil), ("neutral.dark.x", "seles' own", nil),
    ] as [(String, String, String?)])
  func theViewersChoiceChangesLooksOnly(cookie: String, begins: String, scheme: String?) throws {
    let site = try TestFace(
      Self.files, csv: "alter,fronting,visibility,front_visibility\nseles,1,public,public\n")
    let request = site.request(cookie: "look=\(cookie)")
    let face = try site.module.faces.face(of: request)
    let bytes = try site.module.faces.renderAlter(
      "forums/thread", [["face": face.view]], house: "forums", request: request)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix(begins))
    #expect(text.contains("Seles"), "who fronts is public")
    #expect(face.view["scheme"] == scheme.map { .text($0) } ?? .null)
  }
}
