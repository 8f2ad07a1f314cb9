import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces
@testable import TemplateSystems

/// What viewers choose for themselves changes their looks, and tells them nothing that they may not know.
@Suite struct ViewerTests {
  private static let files = PrivacyTests.files.merging([
    "modules/template/templates/dexen/partials/line.mustache": "dexen's own",
    "modules/template/templates/luna/partials/line.mustache": "luna's own",
  ]) { $1 }
  private static let csv = """
    alter,fronting,visibility,front_visibility
    seles,1,public,public
    dexen,0,public,private
    luna,0,private,private

    """

  private func choices(_ site: TestFace, cookie: String = "") throws -> [(value: String, title: String)] {
    let look = try site.module.faces.look(of: site.request(cookie: cookie))
    guard case .list(let faces)? = look["faces"] else { return [] }
    return faces.map { ("\($0["value"]?.words ?? "")", $0["title"]?.words ?? "") }
  }

  private func page(_ site: TestFace, cookie: String) throws -> String {
    let request = site.request(cookie: cookie)
    return String(
      decoding: try site.module.faces.renderAlter("forums/thread", [], house: "forums", request: request),
      as: UTF8.self)
  }

  @Test func aFixedFaceHasAnOpaqueIdAndIsThatOfSomebodyWhoMayBeKnown() throws {
    let site = try TestFace(Self.files, csv: Self.csv)
    let found = try choices(site).suffix(2)
    #expect(found.map(\.title) == ["Seles", "Dexen"], "luna is nobody's business")
    let dexen = try #require(found.last)
    #expect(dexen.value.wholeMatch(of: /[0-9a-f]{12}/) != nil)
    #expect(try page(site, cookie: "look=\(dexen.value).dark").hasPrefix("dexen's own"))
    #expect(
      try page(site, cookie: "look=000000000000.dark").hasPrefix("seles' own"), "there is none: the front")
  }

  @Test func aFaceThatIsHiddenLaterIsWornNoMore() throws {
    let site = try TestFace(Self.files, csv: Self.csv)
    let dexen = try #require(try choices(site).last)
    try site.app.write {
      try $0.execute(sql: "UPDATE template_alter SET visibility = 'private' WHERE slug = 'dexen'")
    }
    #expect(try page(site, cookie: "look=\(dexen.value).auto").hasPrefix("seles' own"))
    #expect(try choices(site, cookie: "look=\(dexen.value).auto").map(\.title).contains("Dexen") == false)
  }

  @Test func aFaceMayBeOpenedToEverybody() throws {
    let site = try TestFace(Self.files, csv: Self.csv)
    try site.app.write { try SiteSystem.open("luna", true, $0) }
    let luna = try #require(try choices(site).last)
    #expect(luna.title == "Luna")
    #expect(try page(site, cookie: "look=\(luna.value).auto").hasPrefix("luna's own"))
  }

  @Test func aHiddenFronterMakesTheFaceNeutralUnlessTheSystemShowsTheOthers() throws {
    let site = try TestFace(Self.files, csv: "seles;0\ndexen;0\n")
    try site.follow()
    let neutral = try page(site, cookie: "")
    try site.show("seles")
    try site.front("seles", "dexen")
    #expect(try page(site, cookie: "") == neutral)
    #expect(try site.face().view["name"] == .null)
    try site.app.write { try SiteSystem.showPartly(true, $0) }
    #expect(try page(site, cookie: "").hasPrefix("seles' own"))
  }

  @Test func aStatusGivesTheFaceOnlyAlone() throws {
    let site = try TestFace(
      Self.files,
      csv:
        "alter,fronting,visibility,front_visibility,kind\nluna,1,public,public,status\nseles,1,public,public,alter\n"
    )
    #expect(try page(site, cookie: "").hasPrefix("seles' own"))
    try site.front("luna")
    #expect(try page(site, cookie: "").hasPrefix("luna's own"))
  }

  @Test func twoMayHaveAFaceThatTheyShare() throws {
    let pair = "modules/template/templates/_dexen+seles/partials/line.mustache"
    let site = try TestFace(
      Self.files.merging([pair: "both"]) { $1 },
      csv: "alter,fronting,visibility,front_visibility\nseles,1,public,public\ndexen,1,public,public\n")
    #expect(try page(site, cookie: "").hasPrefix("both"))
    try site.front("dexen")
    #expect(try page(site, cookie: "").hasPrefix("dexen's own"))
  }
}

extension Value {
  fileprivate var words: String? {
    if case .text(let text) = self { return text }
    return nil
  }
}

/// Members keep their choice on the account, and may wear what their own front wears.
@Suite struct MembersLookTests {
  /// Everybody may know of the site's three, and dexen is worn by david's own fronter.
  private func street() throws -> (TestSite, david: Person) {
    let site = try TestSite()
    _ = site.get("/")
    try site.site.app.write { db in
      try db.execute(sql: "UPDATE template_alter SET visibility = 'public' WHERE account_id IS NULL")
    }
    return (site, try site.signUp("david"))
  }

  private func isFaced(_ page: Answer, _ sign: String) -> Bool { page.text.contains("<body class=\"\(sign)") }

  @Test func aMembersChoiceHoldsWhereverTheyAreSignedIn() throws {
    let (site, david) = try street()
    #expect(
      site.post("/face", ["face": "neutral", "scheme": "dark", "back": "/forums/"], as: david).location
        == "/forums/")
    let page = site.get("/", as: david)
    #expect(page.text.contains("data-scheme=\"dark\""))
    #expect(page.text.contains("value=\"neutral\" aria-pressed=\"true\""))
    #expect(!site.get("/").text.contains("data-scheme"))
  }

  @Test func whoeverWantsToBeAskedBeforeAPageChangesIsAsked() throws {
    let (site, david) = try street()
    #expect(!site.get("/", as: david).text.contains("data-asks"))
    _ = site.post("/face", ["repaint": "ask", "back": "/"], as: david)
    let page = site.get("/", as: david).text
    #expect(page.contains(" data-asks>"))
    #expect(page.contains("value=\"ask\" aria-pressed=\"true\""))
    // Another choice leaves it as it is.
    _ = site.post("/face", ["scheme": "dark", "back": "/"], as: david)
    #expect(site.get("/", as: david).text.contains(" data-asks>"))
    _ = site.post("/face", ["repaint": "follow", "back": "/"], as: david)
    #expect(!site.get("/", as: david).text.contains("data-asks"))
    let cookie = try #require(
      site.post("/face", ["repaint": "ask", "back": "/"]).response.header(.setCookie))
    #expect(cookie.contains("look=front.auto.ask"))
    #expect(site.get("/", headers: ["Cookie": "look=front.auto.ask"]).text.contains(" data-asks>"))
    #expect(!site.get("/", headers: ["Cookie": "look=front.auto.other"]).text.contains("data-asks"))
  }

  @Test func aHousesFaceIsToldToThoseWhoSeeIt() throws {
    let (site, _) = try street()
    let ada = try site.admin()
    func told(_ face: String) throws -> [String] {
      let last = try site.site.app.read {
        try Int64.fetchOne($0, sql: "SELECT ifnull(max(id), 0) FROM outbox") ?? 0
      }
      #expect(
        site.post("/account/front/house", ["house": "forums", "face": face], as: ada).status == .seeOther)
      return try site.site.app.read {
        try String.fetchAll(
          $0, sql: "SELECT audience FROM outbox WHERE topic = 'face' AND id > ?", arguments: [last])
      }
    }
    #expect(try told("dexen") == ["everyone"])
    #expect(try told("dexen") == [])
    #expect(try told("seles") == ["everyone"])
    #expect(try told("front") == ["everyone"])
    // Nobody may see who fronts: a guest's pages are neutral either way.
    #expect(try !told("neutral").contains("everyone"))
  }

  @Test func followingOnesOwnFrontWearsWhatTheFirstOfItWears() throws {
    let (site, david) = try street()
    _ = site.post("/face", ["face": "own"], as: david)
    #expect(!isFaced(site.get("/", as: david), "workshop"))
    try site.site.app.write { db in
      try db.execute(
        sql: """
          INSERT INTO template_alter(account_id, slug, name, face, created_at) VALUES(?, 'mine', 'Mine', 'dexen', 1);
          """, arguments: [david.id])
      try db.execute(
        sql: """
          INSERT INTO template_span(account_id, alter_id, position, started_at) VALUES(?, ?, 1, 1)
          """, arguments: [david.id, db.lastInsertedRowID])
    }
    #expect(isFaced(site.get("/", as: david), "workshop"))
    #expect(!isFaced(site.get("/"), "workshop"))
    try site.site.app.write {
      try $0.execute(sql: "UPDATE template_alter SET visibility = 'private' WHERE slug = 'dexen'")
    }
    #expect(isFaced(site.get("/", as: david), "workshop"), "it ships with every site")
    let outlets = site.folder.appending(path: "site/modules/template/templates/dexen/outlets")
    try FileManager.default.createDirectory(at: outlets, withIntermediateDirectories: true)
    try Data("Dexen's own words".utf8).write(to: outlets.appending(path: "before-main.mustache"))
    site.site.template.faces.stage.follow(.now, atOnce: true)
    #expect(
      !isFaced(site.get("/", as: david), "workshop"), "what was made for a hidden alter is not worn by others"
    )
  }

  @Test func theChoiceHasAPageOfItsOwnAndLeadsBack() throws {
    let (site, david) = try street()
    let page = site.get("/face?back=/forums/", as: david)
    #expect(page.text.contains("How the site looks to you"))
    #expect(page.text.contains("name=\"back\" value=\"/forums/\""))
    #expect(site.get("/face?back=//evil.example/").text.contains("name=\"back\" value=\"/\""))
  }

  @Test func aHouseMayWearAFaceOfItsOwnWhoeverFronts() throws {
    let site = try TestSite()
    let ada = try site.admin()
    _ = site.get("/")
    #expect(
      site.post("/account/front/house", ["house": "forums", "face": "dexen"], as: ada).status == .seeOther)
    #expect(isFaced(site.get("/forums/"), "workshop"))
    #expect(!isFaced(site.get("/rtc/"), "workshop"))
    _ = site.post("/account/front/house", ["house": "forums", "face": "front"], as: ada)
    #expect(!isFaced(site.get("/forums/"), "workshop"))
    #expect(
      site.post("/account/front/house", ["house": "admin", "face": "dexen"], as: ada).status == .notFound)
  }

  @Test func theAdminOpensAFaceAndTheLogNamesNobody() throws {
    let site = try TestSite()
    let ada = try site.admin()
    _ = site.get("/")
    #expect(!site.get("/").text.contains(">Dexen<"))
    #expect(site.post("/admin/faces/dexen/open", ["to": "open"], as: ada).status == .seeOther)
    #expect(site.get("/").text.contains("Dexen"))
    let rows = try site.site.app.read {
      try Row.fetchAll($0, sql: "SELECT * FROM admin_audit WHERE act = 'face.open'")
    }
    #expect(rows.count == 1)
    #expect(!rows.description.lowercased().contains("dexen"))
    #expect(site.post("/admin/faces/nobody/open", ["to": "open"], as: ada).status == .notFound)
  }
}
