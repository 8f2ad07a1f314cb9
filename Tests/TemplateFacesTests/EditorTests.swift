import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import Testing

@testable import TemplateFaces

/// The editor of faces, on the whole site.
@Suite struct EditorTests {
  private let site: TestSite
  private let ada: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    _ = site.get("/")
  }

  private var template: TemplateModule { site.site.template }

  private func shelf(_ face: String = "seles") -> FaceShelf { FaceShelf(face, template.faces.stage.roots) }

  /// What the form of the editor would send, with changes.
  private func form(_ face: String = "seles", _ changes: [String: String] = [:]) throws -> [String: String] {
    let sheet = try #require(template.faces.stage.snapshot.sheets[face])
    let design = try shelf(face).draft() ?? FaceDesign(palette: sheet.palette, css: sheet.rules)
    let form = DesignForm(design)
    var fields = form.colors
    fields["name"] = form.name
    fields["greeting"] = form.greeting
    fields["density"] = form.density
    fields["css"] = form.css
    for (role, font) in form.fonts { fields["font.\(role)"] = font }
    return fields.merging(changes) { $1 }
  }

  private func save(_ changes: [String: String], face: String = "seles") throws -> Answer {
    site.post("/admin/faces/\(face)", try form(face, changes), as: ada)
  }

  private func publish(_ face: String = "seles") throws -> Answer {
    let hash = try shelf(face).draft()?.hash ?? ""
    return site.post("/admin/faces/\(face)/publish", ["draft": hash], as: ada)
  }

  private var acts: [String] {
    get throws {
      try site.site.app.read { try String.fetchAll($0, sql: "SELECT act FROM admin_audit ORDER BY id") }
        .filter { $0.hasPrefix("face.") }
    }
  }

  private func saw(_ page: Answer) -> String {
    let value = page.text.components(separatedBy: "name=\"saw\" value=\"").dropFirst().first ?? ""
    return String(value.prefix { $0 != "\"" })
  }

  @Test func `a draft that somebody else has kept meanwhile is not overwritten unseen`() throws {
    let mark = saw(site.get("/admin/faces/seles", as: ada))
    let (first, second) = (["light.accent": "#aa1122"], ["light.accent": "#116633"])
    let late = try form("seles", second)
    #expect(try !mark.isEmpty && save(first.merging(["saw": mark]) { $1 }).status == .seeOther)
    let answer = site.post("/admin/faces/seles", late.merging(["saw": mark]) { $1 }, as: ada)
    #expect(answer.status == .conflict && answer.text.contains("#aa1122") && answer.text.contains("#116633"))
    #expect(try shelf().draft()?.palette.light["accent"] == "#aa1122")
    let again = site.post("/admin/faces/seles", late.merging(["saw": saw(answer)]) { $1 }, as: ada)
    #expect(again.status == .seeOther)
    #expect(try shelf().draft()?.palette.light["accent"] == "#116633")
  }

  @Test func aColourIsTriedInADraftThatNobodySees() throws {
    let before = site.get("/")
    #expect(try save(["light.accent": "#A12"]).status == .seeOther)
    #expect(try shelf().draft()?.palette.light["accent"] == "#aa1122")
    #expect(site.get("/").bytes == before.bytes)
    let page = site.get("/admin/faces/seles", as: ada)
    #expect(page.text.contains("This is a draft"))
    #expect(page.text.contains("value=\"#aa1122\""))
    #expect(site.get("/admin/faces/seles/sample.css", as: ada).text.contains("--accent: #aa1122;"))
  }

  @Test func theFieldThatWasChangedCounts() throws {
    _ = try save(["pick.light.accent": "#aa1122"])
    #expect(try shelf().draft()?.palette.light["accent"] == "#aa1122")
    _ = try save(["light.accent": "#bb1122", "pick.light.accent": "#aa1122"])
    #expect(try shelf().draft()?.palette.light["accent"] == "#bb1122")
  }

  @Test func whatIsWrongComesBackAsItWasTyped() throws {
    let answer = try save(["light.accent": "reddish", "css": "form { display: none }\n", "name": "Mine"])
    #expect(answer.status == .unprocessableContent)
    for words in [
      "value=\"reddish\"", "Light accent: a colour is written like #33202b.", "form { display: none }",
      "Rules:1:8: “display: none” could hide what people need.", "value=\"Mine\"",
    ] {
      #expect(answer.text.contains(words), "\(words)")
    }
    #expect(try shelf().draft() == nil)
  }

  @Test func aPairThatFailsComesWithItsRemedyAndOneButtonTakesIt() throws {
    _ = try save(["light.muted": "#bbbbbb"])
    let page = site.get("/admin/faces/seles", as: ada).text
    let remedy = try #require(page.firstMatch(of: /name="take" value="(light\.muted=#[0-9a-f]{6})"/)).1
    #expect(page.contains("Not yet: In the light scheme"))
    #expect(try publish().status == .unprocessableContent)
    _ = try save(["take": String(remedy)])
    let mended = try #require(try shelf().draft())
    #expect(mended.palette.light["muted"] == String(remedy.suffix(7)))
    #expect(mended.objection == nil)
  }

  @Test func measuringKeepsNothing() throws {
    let answer = site.post("/admin/faces/seles/measure", try form("seles", ["dark.ink": "#555555"]), as: ada)
    #expect(answer.text.contains("Text on the page"))
    #expect(answer.text.contains("data-take"))
    #expect(!answer.text.contains("<html"))
    #expect(try shelf().draft() == nil)
  }

  @Test func theDarkColoursAreMadeFromTheLightOnes() throws {
    _ = try save(["derive": "dark"])
    let draft = try #require(try shelf().draft())
    #expect(draft.palette.dark == DarkScheme.derived(from: draft.palette.light))
    #expect(draft.objection == nil)
  }

  @Test func publishingShowsTheFaceAndGoingBackShowsTheOldOne() throws {
    _ = site.post("/account/front/showing", ["show": "front", "back": "/"], as: ada)
    let shipped = site.get("/").text
    _ = try save(["css": ".card { border-radius: 3px }"])
    #expect(try publish().status == .seeOther)
    let first = site.get("/").text
    #expect(first != shipped)
    #expect(try shelf().draft() == nil)
    _ = try save(["css": ".card { border-radius: 4px }"])
    _ = try publish()
    #expect(site.get("/").text != first)
    #expect(site.post("/admin/faces/seles/wear", ["version": "1"], as: ada).status == .seeOther)
    #expect(site.get("/").text == first)
    #expect(site.post("/admin/faces/seles/wear", ["version": "shipped"], as: ada).status == .seeOther)
    #expect(site.get("/").text == shipped)
    #expect(site.post("/admin/faces/seles/wear", ["version": "7"], as: ada).status == .unprocessableContent)
    #expect(
      try acts
        == ["face.publish", "face.publish", "face.wear", "face.wear"].flatMap {
          ["\($0).intent", "\($0).done"]
        })
    let targets = try site.site.app.read {
      try String.fetchAll($0, sql: "SELECT DISTINCT target FROM admin_audit WHERE act LIKE 'face.%'")
    }
    #expect(targets == ["alter:1"])
  }

  @Test func anotherWorkerFollowsAtItsNextRequest() throws {
    _ = site.post("/account/front/showing", ["show": "front", "back": "/"], as: ada)
    let other = try Site(site.site.settings)
    func sheet() throws -> String? {
      let request = Request(method: .get, path: "/", now: .now, exchange: TestExchange([:]))
      return try other.template.faces.face(of: request).stylesheet
    }
    let before = try sheet()
    _ = try save(["css": ".card { border-radius: 3px }"])
    _ = try publish()
    // Well within the second in which a worker does not look by itself.
    #expect(try sheet() != before)
  }

  @Test func whoWearsAPrivateFaceIsNotBetrayedByPublishingIt() throws {
    let before = site.get("/").bytes
    let events = try count()
    _ = try save(["css": ".card { border-radius: 3px }"])
    _ = try publish()
    #expect(site.get("/").bytes == before)
    let audiences = try site.site.app.read {
      try String.fetchAll(
        $0, sql: "SELECT audience FROM outbox WHERE topic = 'face' AND id > ?", arguments: [events])
    }
    #expect(!audiences.isEmpty)
    #expect(!audiences.contains { $0.contains("everyone") || $0.contains("template.see") })
  }

  private func count() throws -> Int64 {
    try site.site.app.read { try Int64.fetchOne($0, sql: "SELECT ifnull(max(id), 0) FROM outbox") ?? 0 }
  }

  @Test func whatWasLookedAtIsPublishedOrNothing() throws {
    _ = try save(["light.accent": "#aa1122"])
    let seen = try #require(try shelf().draft()).hash
    _ = try save(["light.accent": "#aa1133"])
    let answer = site.post("/admin/faces/seles/publish", ["draft": seen], as: ada)
    #expect(answer.status == .conflict)
    #expect(shelf().published == nil)
  }

  @Test func theEditorSaysWhatPublishingWouldChange() throws {
    let rules = try #require(template.faces.stage.snapshot.sheets["seles"]).rules
    _ = try save([
      "light.accent": "#aa1122", "css": rules.replacing("--leading: 1.68", with: "--leading: 1.7"),
    ])
    let page = site.get("/admin/faces/seles", as: ada).text
    #expect(page.contains("light accent"))
    #expect(page.contains("#b23163"))
    #expect(page.contains("<ins><span class=\"visually-hidden\">added: </span>+   --leading: 1.7;</ins>"))
    #expect(page.contains("<del><span class=\"visually-hidden\">removed: </span>-   --leading: 1.68;</del>"))
  }

  @Test func somebodyWithoutAFaceBeginsFromOneThatThereIs() throws {
    _ = site.post("/account/alters", ["slug": "mika"], as: ada)
    #expect(site.get("/admin/faces/mika", as: ada).text.contains("Begin from"))
    #expect(site.post("/admin/faces/mika/begin", ["from": "dexen"], as: ada).status == .seeOther)
    let draft = try #require(try shelf("mika").draft())
    #expect(draft.palette.name == "Mika")
    #expect(draft.structure == "dexen")
    #expect(try publish("mika").status == .seeOther)
    #expect(template.faces.stage.snapshot.sheets["mika"]?.palette.name == "Mika")
    #expect(site.get("/admin/faces/nobody", as: ada).status == .notFound)
    #expect(site.post("/admin/faces/neutral", try form("seles"), as: ada).status == .notFound)
  }

  @Test func theNeutralFaceStaysAndSaysSoAndMayBeCopied() throws {
    let page = site.get("/admin/faces/neutral", as: ada).text
    #expect(page.contains("stays as it ships"))
    #expect(page.contains("<option value=\"seles\">"))
    let answer = site.post("/admin/faces/neutral/copy", ["to": "seles"], as: ada)
    #expect(answer.response.header(.location)?.hasPrefix("/admin/faces/seles") == true)
    let (draft, neutral) = (
      try #require(try shelf().draft()), try #require(template.faces.stage.snapshot.sheets["neutral"])
    )
    #expect(draft.palette.light == neutral.palette.light)
    #expect(draft.palette.name == "Seles")
    #expect(!site.get("/admin/faces/neutral", as: ada).text.contains("<option value=\"seles\">"))
    #expect(site.post("/admin/faces/neutral/copy", ["to": "neutral"], as: ada).status == .notFound)
    #expect(site.post("/admin/faces/nowhere/copy", ["to": "dexen"], as: ada).status == .notFound)
  }

  @Test func aPaletteTravelsThroughAFile() throws {
    let file = site.get("/admin/faces/yuki/palette.json", as: ada)
    #expect(file.text.contains("\"rowhouse_palette\": 1"))
    #expect(site.post("/admin/faces/seles/palette", ["text": file.text], as: ada).status == .seeOther)
    let draft = try #require(try shelf().draft())
    #expect(draft.palette == template.faces.stage.snapshot.sheets["yuki"]?.palette)
    #expect(draft.css == template.faces.stage.snapshot.sheets["seles"]?.rules)
    let refused = site.post(
      "/admin/faces/seles/palette", ["text": "{\"rowhouse_palette\": 1, \"x\": 1}"], as: ada)
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("“x” is unknown here."))
    #expect(refused.text.contains("&quot;rowhouse_palette&quot;"))
  }
}
