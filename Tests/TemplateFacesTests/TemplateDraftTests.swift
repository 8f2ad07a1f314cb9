import Components
import Foundation
import HTTPTypes
import Kit
import KitTesting
import Template
import Testing

@testable import TemplateFaces

/// Templates and outlets written in the editor: drafts, previews, versions, as with colours.
@Suite struct TemplateDraftTests {
  private let site: TestSite
  private let ada: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    _ = site.get("/")
    _ = site.post("/account/front/showing", ["show": "front", "back": "/"], as: ada)
  }

  private var stage: Stage { site.site.template.faces.stage }
  private func shelf(_ face: String = "seles") -> FaceShelf { FaceShelf(face, stage.roots) }

  private func save(_ path: String, _ text: String, _ more: [String: String] = [:], face: String = "seles")
    -> Answer
  {
    site.post(
      "/admin/faces/\(face)/template", ["path": path, "text": text].merging(more) { $1 }, as: ada)
  }

  private func publish(_ face: String = "seles") throws -> Answer {
    let hash = try shelf(face).draft()?.hash ?? ""
    return site.post("/admin/faces/\(face)/publish", ["draft": hash], as: ada)
  }

  private func page(_ path: String, _ face: String = "seles") -> Answer {
    site.get("/admin/faces/\(face)/template?path=\(path)", as: ada)
  }

  @Test func `a template that somebody else has written meanwhile is not overwritten unseen`() throws {
    let path = "outlets/home-greeting"
    let text = page(path).text
    let saw = text.components(separatedBy: "name=\"saw\" value=\"").dropFirst().first.map {
      String($0.prefix { $0 != "\"" })
    }
    let mark = ["saw": try #require(saw)]
    #expect(save(path, "<h1>Hello</h1>", mark).status == .seeOther)
    let late = save(path, "<h1>Hi</h1>", mark)
    #expect(late.status == .conflict && late.text.contains("&lt;h1&gt;Hello&lt;/h1&gt;"))
    #expect(try shelf().draft()?.templates[path]?.hasPrefix("<h1>Hello</h1>") == true)
    #expect(save(path, "<h1>Hello</h1>", ["do": "remove"]).status == .seeOther)
  }

  @Test func theListShowsOutletsAndTemplatesButNothingOfTrust() {
    let list = site.get("/admin/faces/seles/templates", as: ada).text
    for path in OutletGuide.places.map({ "outlets/\($0.name)" }) + [
      "layout", "forums/thread", "partials/avatar",
    ] {
      #expect(list.contains("template?path=\(Percent.encode(path))\""), "\(path)")
    }
    for path in [
      "errors/fault", "admin/sign-in", "layout-admin", "partials/look", "partials/viewer", "partials/acting",
      "partials/head", "forums/moderation/held", "template/look", "forums/errors/fault",
      "admin/outlets/sidebar",
      "../x", "nothing/here",
    ] {
      #expect(!list.contains("template?path=\(Percent.encode(path))\""), "\(path)")
      #expect(page(Percent.encode(path)).status == .notFound, "\(path)")
      #expect(save(path, "x").status == .notFound, "\(path)")
    }
  }

  @Test func everyOutletIsInTheGuide() {
    let names = stage.snapshot.files.names(in: .site).filter { $0.hasPrefix("outlets/") }
    #expect(Set(names) == Set(OutletGuide.places.map { "outlets/\($0.name)" }))
  }

  @Test func anOutletIsTriedPublishedAndTakenBack() throws {
    let shipped = site.get("/").text
    let answer = save("outlets/home-below", "<p>Tea at {{site.name}}</p>\n")
    #expect(answer.status == .seeOther)
    #expect(site.get("/").text == shipped, "a draft is nobody's page")
    let edit = page("outlets/home-below").text
    #expect(edit.contains("&lt;p&gt;Tea at {{site.name}}&lt;/p&gt;"))
    #expect(!edit.contains("sha256:"))
    let preview = site.get("/admin/faces/seles/preview", as: ada).text
    let address = try #require(preview.firstMatch(of: /src="(\/\?preview=[^"]+)"/)).1
    #expect(site.get(String(address)).text.contains("<p>Tea at Rowhouse</p>"))
    #expect(try publish().status == .seeOther)
    let published = site.get("/").text
    #expect(published.contains("<p>Tea at Rowhouse</p>"))
    #expect(try shelf().draft() == nil)
    #expect(site.post("/admin/faces/seles/wear", ["version": "shipped"], as: ada).status == .seeOther)
    #expect(site.get("/").text == shipped)
    #expect(site.post("/admin/faces/seles/wear", ["version": "1"], as: ada).status == .seeOther)
    #expect(site.get("/").text == published)
  }

  @Test(arguments: [
    ("{{#parts}}<p>{{name}}</p>\n", "Line 1, column 1"), ("<p>\n{{> partials/nothing}}", "Line 2, column 1"),
    ("<p>{{{site.name}}}</p>", "Line 1, column 4"),
    ("Hi\n<script src=\"/x.js\"></script>", "Line 2, column 1"),
    ("{{#a}}{{> outlets/home-below}}{{/a}}{{> outlets/home-below}}", "calls itself without end"),
  ])
  func whatIsWrongIsSaidAndTheTextStays(text: String, place: String) throws {
    let answer = save("outlets/home-below", text)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains(place), "\(place)")
    let typed = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
    #expect(answer.text.contains(typed))
    #expect(try shelf().draft() == nil)
  }

  @Test func noPageLosesWhatPeopleNeed() throws {
    let layout = try #require(FaceTemplate("layout", of: "seles", in: design(), stage.snapshot.files))
      .baseText
    for (what, text) in [
      ("the viewer's choice", layout.replacing("{{> partials/footer}}", with: "")),
      ("signing in", layout.replacing("{{> partials/viewer}}", with: "")),
      ("the content's name", layout.replacing("id=\"main\"", with: "")),
      ("messages", layout.replacing("{{> partials/flash}}", with: "")),
      ("hidden", layout.replacing("{{> partials/footer}}", with: "<div hidden>{{> partials/footer}}</div>")),
      (
        "popover", layout.replacing("{{> partials/viewer}}", with: "<div popover>{{> partials/viewer}}</div>")
      ),
      (
        "folded",
        layout.replacing("{{> partials/viewer}}", with: "<details>{{> partials/viewer}}</details>")
      ),
    ] {
      let answer = save("layout", text)
      #expect(answer.status == .unprocessableContent, "\(what)")
      #expect(answer.text.contains("would lose what people need"), "\(what)")
    }
    #expect(try shelf().draft() == nil)
    #expect(
      save("layout", layout.replacing("<div class=\"sheet\">", with: "<div class=\"sheet mine\">")).status
        == .seeOther)
  }

  @Test func rulesHideNothingThatHoldsWhatPeopleNeed() throws {
    let layout = try #require(FaceTemplate("layout", of: "seles", in: design(), stage.snapshot.files))
      .baseText
    var draft = try design()
    draft.templates["layout"] = layout.replacing(
      "{{> partials/footer}}", with: "<div class=\"mine\">{{> partials/footer}}</div>")
    draft.css = ".mine { gap: 1rem }"
    #expect(stage.fitting(draft, "seles").objection == nil)
    draft.css = ".mine { display: none }"
    #expect(stage.fitting(draft, "seles").objection?.reason.contains("could hide") == true)
    draft.css = ".theirs { display: none }"
    #expect(stage.fitting(draft, "seles").objection == nil)
  }

  @Test(arguments: [
    "html{overflow:hidden}", "body{overflow:hidden;height:100px}", "*{overflow:hidden}",
    "main{overflow:hidden;height:5em}", ".dawn *{max-height:3em}",
    ".dawn::after{content:\"\";position:absolute;inset:0}",
  ])
  func noFaceHidesTheWayOut(css: String) throws {
    var draft = try design()
    draft.css = css
    let objection = try #require(stage.fitting(draft, "seles").objection)
    #expect(objection.reason.contains("could hide what people need"))
  }

  /// Whatever stands around what people need on the site's own pages is known by its name.
  @Test func allThatHoldsWhatPeopleNeedIsKnown() throws {
    let holders = try WornPages(.neutral, stage.snapshot.files).holders
    #expect(holders.filter { !ProtectedParts.holds($0) } == [])
  }

  private func design(_ face: String = "seles") throws -> FaceDesign {
    FaceDesign(try #require(stage.snapshot.sheets[face]))
  }

  @Test(arguments: ["seles", "dexen", "yuki", "together", "high-contrast"])
  func theFacesThatShipFit(face: String) throws {
    #expect(stage.fitting(try design(face), face).objection?.place == nil)
    #expect(stage.fitting(try design(face), face).objection?.reason == nil)
  }

  @Test func anOutletMayBeAnotherOneInOneHouse() throws {
    _ = save("forums/outlets/before-main", "<p>Only here</p>")
    #expect(try publish().status == .seeOther)
    #expect(site.get("/forums/").text.contains("<p>Only here</p>"))
    #expect(!site.get("/").text.contains("<p>Only here</p>"))
    #expect(!site.get("/sign-in").text.contains("<p>Only here</p>"))
  }

  @Test func theEditorSaysWhatPublishingWouldChangeInTemplates() throws {
    _ = save("outlets/site-footer", "<i>Good night</i>\n")
    var page = site.get("/admin/faces/seles", as: ada).text
    #expect(page.contains("+ &lt;i&gt;Good night&lt;/i&gt;</ins>"))
    #expect(page.contains("new in this face"))
    #expect(!page.contains("sha256:"))
    _ = try publish()
    _ = save("outlets/site-footer", "", ["do": "remove"])
    page = site.get("/admin/faces/seles", as: ada).text
    #expect(page.contains("- &lt;i&gt;Good night&lt;/i&gt;</del>"))
    #expect(page.contains("as it is below again"))
  }

  @Test func coloursAndTemplatesOfADraftLeaveEachOtherAlone() throws {
    _ = save("outlets/site-footer", "<i>Good night</i>\n")
    let palette = site.get("/admin/faces/yuki/palette.json", as: ada).text
    #expect(site.post("/admin/faces/seles/palette", ["text": palette], as: ada).status == .seeOther)
    #expect(try shelf().draft()?.templates.keys.sorted() == ["outlets/site-footer"])
  }

  @Test func whoeverIsOutdatedIsToldAndDecides() throws {
    _ = save("outlets/home-greeting", "<h1>Mine</h1>")
    let base = stage.roots.own + "/modules/template/templates/seles/outlets"
    try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
    try "<h1>Another</h1>\n".write(
      toFile: base + "/home-greeting.mustache", atomically: true, encoding: .utf8)
    _ = site.get("/admin/faces", as: ada)
    #expect(site.get("/admin/faces/seles", as: ada).text.contains("has changed since"))
    let edit = page("outlets/home-greeting").text
    #expect(edit.contains("What this was made from has changed"))
    #expect(edit.contains("&lt;h1&gt;Another&lt;/h1&gt;"))
    #expect(!edit.contains("How it was then is not known"))
    _ = save("outlets/home-greeting", "<h1>Mine still</h1>")
    #expect(page("outlets/home-greeting").text.contains("What this was made from has changed"))
    _ = save("outlets/home-greeting", "<h1>Mine still</h1>", ["taken": "1"])
    #expect(!page("outlets/home-greeting").text.contains("What this was made from has changed"))
  }

  @Test func whatBreaksAfterwardsIsNeitherPreviewedNorPublished() throws {
    _ = save("outlets/home-below", "<p>Tea</p>")
    var draft = try #require(try shelf().draft())
    draft.templates["outlets/home-below"] = "{{> partials/gone}}"
    try shelf().keep(draft)
    #expect(try publish().status == .unprocessableContent)
    #expect(site.get("/admin/faces/seles/preview", as: ada).status == .seeOther)
    #expect(site.get("/admin/faces/seles", as: ada).text.contains("Not yet: "))
    #expect(save("outlets/home-below", "<p>Tea</p>").status == .seeOther)
    #expect(try publish().status == .seeOther)
  }

  @Test func aPrivateFacesTemplatesLeaveNoTrace() throws {
    let other = try TestSite()
    let ada = try other.admin()
    let before = other.get("/").bytes
    _ = other.post(
      "/admin/faces/seles/template", ["path": "outlets/home-below", "text": "<p>Tea</p>"], as: ada)
    let shelf = FaceShelf("seles", other.site.template.faces.stage.roots)
    let hash = try #require(try shelf.draft()).hash
    #expect(other.post("/admin/faces/seles/publish", ["draft": hash], as: ada).status == .seeOther)
    #expect(other.get("/").bytes == before)
  }
}
