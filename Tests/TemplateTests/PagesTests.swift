import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

/// The pages, on the whole site with the templates that ship.
@Suite struct PagesTests {
  /// Seles fronts and is shown; the real template tells by its structure.
  private func shown() throws -> (TestSite, Person) {
    let site = try TestSite()
    let ada = try site.admin()
    _ = site.get("/")
    #expect(site.post("/account/front/showing", ["show": "front", "back": "/"], as: ada).status == .seeOther)
    return (site, ada)
  }

  @Test func aFreshSiteIsNeutralAndTheAdminIsAskedOnce() throws {
    let site = try TestSite()
    let ada = try site.admin()
    let visitor = site.get("/")
    #expect(!visitor.text.contains("Seles"))
    #expect(site.get("/", as: ada).text.contains("Show this face to visitors?"))
    let answer = site.post("/account/front/showing", ["show": "none", "back": "/"], as: ada)
    #expect(answer.location == "/")
    #expect(!site.get("/", as: ada).text.contains("Show this face to visitors?"))
    #expect(site.get("/").bytes == visitor.bytes)
  }

  @Test func theFaceChangesForVisitorsWhenSomebodyElseFronts() throws {
    let (site, ada) = try shown()
    let seles = site.get("/")
    #expect(seles.text.contains("Seles"))
    #expect(site.post("/account/front", ["alone": "2"], as: ada).status == .seeOther)
    let dexen = site.get("/")
    #expect(!dexen.text.contains("front-name") && !dexen.text.contains("Dexen"))
    #expect(site.post("/account/front/undo", as: ada).status == .seeOther)
    #expect(site.get("/").bytes == seles.bytes)
  }

  @Test func aPrivateSwitchChangesNoByteAnywhere() throws {
    let site = try TestSite()
    let ada = try site.admin()
    let pages = ["/", "/forums/", "/sign-in", "/nothing-here", "/account/front"]
    #expect(site.post("/account/front", ["op": "nobody"], as: ada).status == .seeOther)
    let before = pages.map { site.get($0).bytes }
    #expect(site.post("/account/front", ["alone": "3"], as: ada).status == .seeOther)
    #expect(pages.map { site.get($0).bytes } == before)
  }

  @Test func changesOfTheSystemAreInTheLogAndNameNobody() throws {
    let site = try TestSite()
    let ada = try site.admin()
    _ = site.get("/")
    let form = [
      "name": "Renamed", "pronouns": "", "color": "#33aa77", "mood": "", "visibility": "public",
      "front_visibility": "private",
    ]
    #expect(site.post("/account/alters/2", form, as: ada).text.contains("Who will see this"))
    let agreed = form.merging(["agreed": "alter=public[]"]) { $1 }
    #expect(site.post("/account/alters/2/show", agreed, as: ada).status == .seeOther)
    _ = site.post("/account/alters/2", form, as: ada)
    _ = site.post("/account/alters", ["slug": "newcomer"], as: ada)
    _ = site.post("/account/alters", ["slug": "newcomer"], as: ada)
    _ = site.post("/account/alters/4/archive", as: ada)
    _ = site.post("/account/front/together", ["wear": "together"], as: ada)

    let entries = try acts(site)
    #expect(
      entries.map { "\($0.act) \($0.target)" } == [
        "alter.edit alter:2", "alter.create template:roster", "alter.archive alter:4",
        "front.together template:front",
      ])
    #expect(entries[0].before == "seen by private, front by private\nkind: alter")
    #expect(
      entries[0].after == "seen by public, front by private\nkind: alter\nanother name\nanother color")
    #expect(entries[1].after == "\(entries[1].before)\nalter:4 seen by private, front by private")
    #expect(entries[2].before == "\(entries[1].after)\nfront: 1")
    #expect(entries[2].after == "\(entries[1].before)\nfront: 1")
    let words = entries.map { $0.before + $0.after }.joined().lowercased()
    #expect(["seles", "dexen", "yuki", "renamed", "newcomer"].allSatisfy { !words.contains($0) })
  }

  private func acts(
    _ site: TestSite
  ) throws -> [(act: String, target: String, before: String, after: String)] {
    try site.site.app.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT act, target, before, after FROM admin_audit
          WHERE target GLOB 'alter:*' OR target IN ('template:roster', 'template:front') ORDER BY id
          """
      ).map { ($0[0], $0[1], $0[2], $0[3]) }
    }
  }

  @Test func membersSeeWhoFrontsWhereThatIsPublicAndCannotSwitch() throws {
    let (site, _) = try shown()
    let david = try site.signUp("david")
    let page = site.get("/account/front", as: david)
    #expect(page.text.contains("Seles") && !page.text.contains("Dexen") && !page.text.contains("Front alone"))
    #expect(site.get("/account/alters", as: david).text.contains("Seles"))
    #expect(!site.get("/account/alters", as: david).text.contains("Yuki"))
    #expect(site.post("/account/front", ["alone": "2"], as: david).status == .forbidden)
    #expect(site.get("/account/alters/1", as: david).status == .forbidden)
    #expect(site.get("/admin/faces", as: david).status == .forbidden)
  }

  @Test func switchingIsNeverAGet() throws {
    let (site, ada) = try shown()
    #expect(site.get("/account/front?alone=2", as: ada).status == .ok)
    #expect(site.get("/account/front/undo", as: ada).status == .methodNotAllowed)
    #expect(site.get("/").text.contains("Seles"))
  }

  @Test func anAlterIsEditedAndBadInputShownAgain() throws {
    let (site, ada) = try shown()
    let bad = site.post(
      "/account/alters/1", ["name": "", "pronouns": "she/her", "color": "teal", "visibility": "public"],
      as: ada)
    #expect(bad.status == .unprocessableContent)
    #expect(bad.text.contains("value=\"teal\"") && bad.text.contains("A colour is written like #33aa77."))
    let fields = [
      "name": "Seles <3", "pronouns": "she/her", "color": "#33AA77", "mood": "calm", "visibility": "public",
      "front_visibility": "public",
    ]
    #expect(site.post("/account/alters/1", fields, as: ada).status == .seeOther)
    #expect(site.get("/").text.contains("Seles &lt;3"))
    #expect(site.get("/account/alters", as: ada).text.contains("calm"))
    let csv = try String(contentsOf: site.folder.appending(path: "template/alters.csv"), encoding: .utf8)
    #expect(csv.contains("seles,1,1,Seles <3,she/her,#33aa77,public,public,alter,"))
  }

  @Test func somebodyNewIsPrivateAndMayBeArchived() throws {
    let (site, ada) = try shown()
    #expect(site.post("/account/alters", ["slug": "forums"], as: ada).status == .unprocessableContent)
    #expect(site.post("/account/alters", ["slug": "seles"], as: ada).status == .unprocessableContent)
    let added = site.post("/account/alters", ["slug": "mira"], as: ada)
    let id = try #require(added.location.split(separator: "/").last.map(String.init))
    #expect(site.get(added.location, as: ada).text.contains("Only you see this."))
    #expect(site.post("/account/front", ["add": id], as: ada).status == .seeOther)
    #expect(!site.get("/").text.contains("Mira"))
    #expect(site.post("\(added.location)/archive", as: ada).status == .seeOther)
    #expect(site.get(added.location, as: ada).status == .notFound)
    #expect(!site.get("/account/front", as: ada).text.contains("Mira"))
  }

  @Test func theViewersChoiceNeedsNoAccountAndLeadsBack() throws {
    let (site, _) = try shown()
    let answer = site.post("/face", ["face": "neutral", "back": "/forums/?page=2"])
    #expect(answer.location == "/forums/?page=2")
    let cookie = try #require(answer.cookie("look"))
    #expect(cookie == "neutral.auto")
    let page = site.get("/", headers: ["Cookie": "look=\(cookie)"])
    #expect(
      page.text.contains(
        "<button class=\"button quiet\" name=\"face\" value=\"neutral\" aria-pressed=\"true\""))
    for bad in ["//evil.example", "/\\evil.example", "https://evil.example", "/a\nb"] {
      #expect(site.post("/face", ["scheme": "dark", "back": bad]).location == "/")
    }
  }

  @Test func theControlRoomSaysWhatIsWrongWithTheFile() throws {
    let (site, ada) = try shown()
    let file = site.folder.appending(path: "template/alters.csv")
    try "alter,fronting\nseles,perhaps\n".write(to: file, atomically: true, encoding: .utf8)
    let room = site.get("/admin/faces?template=partials/byline&alter=seles&house=forums", as: ada)
    #expect(room.text.contains("<code>alters.csv:2</code>") && room.text.contains("E_ROW_FRONTING"))
    #expect(room.text.contains("modules/template/templates/seles/partials/byline.mustache"))
    #expect(!room.text.contains("perhaps"))
    #expect(site.get("/").text.contains("Seles"), "nothing has changed")
  }
}
