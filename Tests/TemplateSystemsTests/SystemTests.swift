import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import TemplateTesting
import Testing

@testable import TemplateSystems

/// Every account keeps a system of its own, through the pages of the whole site.
@Suite struct SystemTests {
  private let site: TestSite
  private let david: Person
  private let eve: Person

  init() throws {
    site = try TestSite()
    (david, eve) = (try site.signUp("david"), try site.signUp("eve"))
  }

  @Test func `whoever is added is private, and another account's page does not know them`() throws {
    let mira = try site.add("Mira", for: david)
    #expect(site.get("/account/system", as: david).text.contains("Only you see this."))
    #expect(!site.get("/account/system", as: eve).text.contains("Mira"))
    #expect(site.get(visit(mira), as: david).text.contains("Mira"))
    for person in [eve, nil] { #expect(site.get(visit(mira), as: person).status == .notFound) }
    #expect(site.get(mira, as: eve).status == .notFound)
    #expect(site.post(mira, ["name": "Mine"], as: eve).status == .notFound)
    #expect(try site.alters(of: david).map(\.name) == ["Mira"])
  }

  @Test func `what may not be seen answers like what is not there`() throws {
    let admin = try site.admin()
    let mira = try site.add("Mira", for: david)
    let number = mira.split(separator: "/").last.map(String.init) ?? ""
    for person in [eve, admin, nil] {
      let hidden = site.get("/alters/\(number)", as: person), missing = site.get("/alters/9999", as: person)
      #expect(hidden.status == .notFound)
      #expect(
        hidden.text.replacing("/alters/\(number)", with: "")
          == missing.text.replacing("/alters/9999", with: ""))
      let closed = site.get("/systems/\(david.id)", as: person), gone = site.get("/systems/9999", as: person)
      #expect(
        closed.text.replacing("/systems/\(david.id)", with: "")
          == gone.text.replacing("/systems/9999", with: ""))
    }
  }

  @Test func `all that can be said of somebody is kept and shown again`() throws {
    _ = site.postAgreeing(
      "/account/system/fields", ["name": "Role", "kind": "text", "visibility": "public"], as: david)
    _ = site.postAgreeing("/account/system/groups", ["name": "Family", "visibility": "public"], as: david)
    let form = try site.add(
      "Mira",
      [
        "display_name": "M", "pronouns": "she/they", "color": "#33AA77", "description": "Likes **bread**",
        "birthday": "02-29", "face": "yuki", "field-1": "baker", "group": "1", "visibility": "public",
        "front_visibility": "members",
      ], for: david)
    let page = site.get(form, as: david).text
    for text in ["value=\"Mira\"", "value=\"M\"", "value=\"02-29\"", "value=\"#33aa77\"", "baker</textarea>"]
    {
      #expect(page.contains(text), "\(text)")
    }
    #expect(page.contains("<option value=\"yuki\" selected>") && page.contains("value=\"1\" checked"))
    let seen = site.get(visit(form)).text
    for text in ["M", "she/they", "<strong>bread</strong>", "29 February", "baker", "Family"] {
      #expect(seen.contains(text), "\(text)")
    }
    #expect(!seen.contains("Mira"), "others read the name for others")
  }

  @Test func `a refused form comes back with its text and its picture`() throws {
    let answer = site.post(
      "/account/system/alters/new",
      [
        "name": "", "color": "teal", "birthday": "31-31", "description": "What I typed",
        "pronouns": "it\u{202E}",
      ],
      TestUpload("picture", name: "me.png", SamplePictures.png), as: david)
    #expect(answer.status == .unprocessableContent)
    for text in [
      "What I typed", "value=\"teal\"", "value=\"31-31\"", "The name can’t be empty.", "/pictures/",
    ] {
      #expect(answer.text.contains(text), "\(text)")
    }
    let mark = try #require(answer.text.firstMatch(of: /name="avatar" value="([0-9a-f]{32})"/)?.1)
    let form = try site.add("Mira", ["avatar": String(mark)], for: david)
    #expect(try site.alters(of: david).first?.avatar == String(mark))
    #expect(site.get(form, as: david).text.contains(mark))
  }

  @Test func `a picture that is none is refused by what it is`() throws {
    let answer = site.post(
      "/account/system/alters/new", ["name": "Mira"],
      TestUpload("picture", name: "me.png", Array("PK\u{3}\u{4}".utf8)), as: david)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("it says PNG, it is a ZIP") && answer.text.contains("value=\"Mira\""))
    #expect(try site.alters(of: david).isEmpty)
  }

  @Test func `a picture is there for those who see it, kept privately, and for nobody else`() throws {
    let form = try site.add("Mira", for: david)
    _ = site.post(
      form, ["name": "Mira"], TestUpload("picture", name: "me.jpg", SamplePictures.jpeg), as: david)
    let mark = try #require(try site.alters(of: david).first?.avatar)
    let address = "/pictures/\(mark)"
    #expect(site.get("/account/system", as: david).text.contains(address))
    let own = site.get(address, as: david).response
    #expect(own.header(.contentType) == "image/jpeg")
    #expect(own.header(.cacheControl) == "private, max-age=31536000, immutable")
    let file = try #require(own.header(.accelRedirect)?.replacing("/protected/pictures/", with: ""))
    #expect(
      try Data(contentsOf: site.folder.appending(path: "uploads/pictures/\(file)")).count
        == SamplePictures.jpeg.count)
    #expect(site.get(address, as: eve).status == .notFound && site.get(address).status == .notFound)

    let shown = ["name": "Mira", "avatar": mark, "visibility": "public"]
    _ = site.postAgreeing(form, shown, as: david)
    #expect(site.get(address).status == .ok)
    _ = site.postAgreeing(form, shown.merging(["see_avatar": "members"]) { $1 }, as: david)
    #expect(site.get(address).status == .notFound && site.get(address, as: eve).status == .ok)
    _ = site.post("\(form)/archive", as: david)
    #expect(site.get(address, as: eve).status == .notFound && site.get(address, as: david).status == .ok)
  }

  @Test func `somebody else's picture can't be taken by its mark`() throws {
    let form = try site.add("Mira", for: david)
    _ = site.post(form, ["name": "Mira"], TestUpload("picture", name: "", SamplePictures.png), as: david)
    let mark = try #require(try site.alters(of: david).first?.avatar)
    _ = try site.add("Thief", ["avatar": mark, "visibility": "public"], for: eve)
    #expect(try site.alters(of: eve).first?.avatar == "")
    #expect(site.get("/pictures/\(mark)").status == .notFound)
    _ = try site.add("Twin", for: eve)
    _ = site.post(
      "/account/system/edit", [:], TestUpload("picture", name: "", SamplePictures.png), as: eve)
    let other = try site.site.app.read { try AccountSystem.find(eve.id, $0).avatar }
    #expect(!other.isEmpty && other != mark, "the same picture has another address")
  }

  @Test func `fields are for fewer where that is said, and the stricter counts`() throws {
    let form = try site.add(
      "Mira",
      [
        "pronouns": "she/her", "birthday": "1990-11-23", "description": "Words", "visibility": "public",
        "see_pronouns": "members", "see_birthday": "private", "see_description": "members",
      ], for: david)
    let guest = site.get(visit(form)).text, member = site.get(visit(form), as: eve).text
    #expect(!guest.contains("she/her") && !guest.contains("Words") && !guest.contains("1990"))
    #expect(member.contains("she/her") && member.contains("Words") && !member.contains("1990"))
    #expect(site.get(visit(form), as: david).text.contains("23 November 1990"))
    let asGuest = site.get("\(visit(form))?as=visitor", as: david).text
    #expect(!asGuest.contains("she/her") && !asGuest.contains("1990"))
    let asOwner = site.get("\(visit(form))?as=owner", as: eve).text
    #expect(asOwner.replacing("?as=owner", with: "") == member, "only the owner borrows eyes")
  }

  @Test func `a hidden name without another one is not told`() throws {
    let form = try site.add("Mira", ["visibility": "public", "see_name": "private"], for: david)
    _ = site.postAgreeing("/account/system/edit", ["visibility": "public"], as: david)
    for page in [visit(form), "/systems/\(david.id)"] {
      #expect(site.get(page).text.contains("Somebody") && !site.get(page).text.contains("Mira"))
    }
  }

  @Test func `custom fields and groups that are private stay so on a public page`() throws {
    for visibility in ["public", "private"] {
      _ = site.postAgreeing(
        "/account/system/fields", ["name": "\(visibility) field", "kind": "date", "visibility": visibility],
        as: david)
      _ = site.postAgreeing(
        "/account/system/groups", ["name": "\(visibility) group", "visibility": visibility], as: david)
    }
    let form = try site.add(
      "Mira", ["field-1": "2026-11-23", "field-2": "1999-01-01", "visibility": "public"], for: david)
    _ = try site.site.app.write { db in
      try AlterGroup.place(AlterListing(account: david.id, onlooker: .owner).fetch(db)[0].id, in: [1, 2], db)
    }
    _ = site.postAgreeing("/account/system/edit", ["visibility": "public"], as: david)
    for page in [site.get(visit(form)).text, site.get("/systems/\(david.id)").text] {
      #expect(page.contains("public group") && !page.contains("private group"))
      #expect(!page.contains("private field") && !page.contains("1999"))
    }
    #expect(site.get(visit(form)).text.contains("23 November 2026"))
    #expect(site.get("/systems/\(david.id)?group=1").text.contains("Mira"))
    #expect(
      site.get("/systems/\(david.id)?group=2").text
        == site.get("/systems/\(david.id)?group=99").text
        .replacing("group=99", with: "group=2"))
  }

  @Test func `names and texts are plain, and not too long`() throws {
    let name = { (text: String) in
      site.post("/account/system/alters/new", ["name": text], as: david).status
    }
    #expect(name(String(repeating: "n", count: 100)) == .seeOther)
    #expect(name(String(repeating: "n", count: 101)) == .unprocessableContent)
    #expect(name("turned\u{202E}around") == .unprocessableContent)
    #expect(name("two\nlines") == .unprocessableContent)
    _ = name("e\u{301}")
    #expect(try site.alters(of: david).last?.name.unicodeScalars.count == 1)
    let long = ["name": "n", "description": String(repeating: "d", count: 10_001)]
    #expect(site.post("/account/system/alters/new", long, as: david).status == .unprocessableContent)
    let deep = ["name": "n", "description": String(repeating: ">", count: 30)]
    #expect(site.post("/account/system/alters/new", deep, as: david).status == .unprocessableContent)
  }

  @Test func `the audit log does not tell who keeps a system`() throws {
    _ = site.get("/")  // alters.csv is taken up
    let before = try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_audit") }
    let form = try site.add("Mira", for: david)
    _ = site.postAgreeing(form, ["name": "Mira", "visibility": "public"], as: david)
    _ = site.post("\(form)/delete", as: david)
    #expect(
      try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_audit") } == before)
  }

  @Test func `who looks on in somebody's name sees no more than a member`() throws {
    let admin = try site.admin()
    let form = try site.add(
      "Mira", ["visibility": "members", "see_pronouns": "private", "pronouns": "she/her"], for: david)
    let hidden = try site.add("Nobody's business", for: david)
    let begun = site.post("/admin/users/\(david.id)/act-as", as: admin)
    let acting = Person(id: admin.id, name: admin.name, token: try #require(begun.cookie("session")))
    #expect(site.get(visit(form), as: acting).text.contains("Mira"))
    #expect(!site.get(visit(form), as: acting).text.contains("she/her"))
    #expect(site.get(visit(hidden), as: acting).status == .notFound)
    #expect(site.get("/account/system", as: acting).status == .forbidden)
  }
}
