import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct RoleTests {
  let site: TestSite
  let ada: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
  }

  @Test func `a new role may do what the one beside it may`() throws {
    let kim = try site.keeper(as: ada)
    #expect(site.get("/forums/", as: kim).status == .ok)
    #expect(try granted("keeper") == granted("member"))
    #expect(site.get("/account", as: kim).text.contains("Keeper"))

    grant("keeper:admin.audit")
    #expect(site.get("/admin/audit", as: kim).status == .ok)
    #expect(site.get("/admin/audit", as: try site.signUp("david")).status == .forbidden)
  }

  @Test(arguments: [
    ("", "member"), ("  ", "member"), ("admin", "member"), ("ＭＥＭＢＥＲ", "member"), ("Cook", "admin"),
    ("Cook", "guest"), ("Cook", ""), ("Cook", "nobody"), ("Co\u{202E}ok", "member"), ("Co\nok", "member"),
    (String(repeating: "k", count: 31), "member"),
    // What looks like a role that there is: other alphabets, digits, accents, spaces, signs, none of them at all.
    ("Аdmin", "member"), ("Admın", "member"), ("adm1n", "member"), ("Ádmïn", "member"),
    ("A d m i n", "member"), ("Admin.", "member"), ("✓ Admin", "member"), ("Admin 🛡", "member"),
    ("A\u{332}dmin", "member"), ("Ｍoderator", "member"), ("Mοderator", "member"),
    ("Moclerator Аdmin", "member"),
    ("…", "member"),
  ])
  func `what can't be a role is refused and shown again`(title: String, base: String) throws {
    let answer = site.post("/admin/roles", ["title": title, "base": base, "duty": "kept words"], as: ada)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("kept words"))
    #expect(try count("SELECT count(*) FROM admin_role") == 4)
  }

  @Test func `titles that look alike are refused, in whichever alphabet the first one is`() throws {
    for (title, status) in [
      ("Сор", Response.Status.seeOther), ("Cop", .unprocessableContent), ("The Cooks", .seeOther),
      ("the-cooks", .unprocessableContent), ("Gärtner", .seeOther), ("Gartner", .unprocessableContent),
      ("कल", .seeOther), ("कुल", .seeOther),
    ] {
      let answer = site.post("/admin/roles", ["title": title, "base": "member"], as: ada)
      #expect(answer.status == status, "\(title)")
    }
  }

  @Test func `titles of any script get a name of their own`() throws {
    for title in ["The Cooks", "The Cooks 料理", "Повар", "料理人"] {
      #expect(site.post("/admin/roles", ["title": title, "base": "moderator"], as: ada).status == .seeOther)
    }
    #expect(
      try names() == ["admin", "guest", "member", "moderator", "role", "role-2", "the-cooks", "the-cooks-2"])
  }

  @Test func `a role is renamed, and those who have it keep what they may`() throws {
    let kim = try site.keeper(as: ada)
    _ = site.post("/admin/roles/keeper", ["title": "Gardener", "duty": "Waters."], as: ada)
    #expect(site.get("/admin/roles", as: ada).text.contains("Gardener"))
    #expect(site.get("/account", as: kim).text.contains("Gardener"))
    #expect(try acts().suffix(1) == ["role.rename role:keeper Keeper → Gardener"])
  }

  @Test func `removing a role asks where those go who have it`() throws {
    let kim = try site.keeper(as: ada)
    grant("keeper:admin.audit")

    for to in ["", "keeper", "nobody", "guest"] {
      let answer = site.post("/admin/roles/keeper/remove", ["to": to], as: ada)
      #expect(answer.status == .unprocessableContent && answer.text.contains("Choose the role"))
    }
    #expect(site.get("/admin/audit", as: kim).status == .ok)

    let answer = site.post("/admin/roles/keeper/remove", ["to": "member"], as: ada)
    #expect(answer.status == .seeOther)
    #expect(site.get("/admin/audit", as: kim).status == .forbidden)
    #expect(site.get("/account", as: kim).status == .ok)
    #expect(try count("SELECT count(*) FROM admin_permission WHERE role = 'keeper'") == 0)
    #expect(
      try acts().suffix(2) == [
        "user.role user:\(kim.id) keeper → member", "role.remove role:keeper Keeper → ",
      ])
  }

  @Test(arguments: ["guest", "member", "moderator", "admin", "nobody", "%00"])
  func `what is built in stays`(name: String) throws {
    #expect(site.get("/admin/roles/\(name)", as: ada).status == .notFound)
    #expect(site.post("/admin/roles/\(name)", ["title": "King"], as: ada).status == .notFound)
    #expect(site.post("/admin/roles/\(name)/remove", ["to": "admin"], as: ada).status == .notFound)
  }

  @Test func `nobody gives a role that holds more than their own`() throws {
    let mona = try site.moderator()
    let david = try site.signUp("david")
    _ = try site.keeper(as: ada)
    for cell in ["moderator:admin.users", "moderator:admin.permissions"] { grant(cell) }
    let give = {
      site.post("/admin/users/\(david.id)/role", ["role": "keeper"], as: mona).status
    }

    grant("keeper:admin.logs")
    #expect(give() == .unprocessableContent)
    #expect(!site.get("/admin/users/\(david.id)", as: mona).text.contains("value=\"keeper\""))

    grant("moderator:admin.logs")
    #expect(give() == .seeOther)
    #expect(
      site.post("/admin/roles", ["title": "Cook", "base": "moderator"], as: mona).status == .seeOther)
    #expect(site.post("/admin/roles/cook/remove", ["to": "admin"], as: mona).status == .seeOther)
  }

  @Test func `one's own role is for somebody else to remove`() throws {
    let kim = try site.keeper(as: ada)
    grant("keeper:admin.permissions")
    #expect(site.post("/admin/roles/keeper/remove", ["to": "member"], as: kim).status == .notFound)
    #expect(site.get("/admin/roles", as: kim).status == .ok)
  }

  @Test func `a key that a new version brings goes to roles by what they stand beside`() throws {
    _ = try site.keeper(as: ada)
    try site.site.admin.declare([Permission("polls.vote", "Vote in polls", .members)])
    #expect(try granted("keeper").contains("polls.vote"))
  }

  @Test func `a role that is none can't be given`() throws {
    #expect(throws: AccountError.self) {
      try site.site.admin.setRole(of: "ada", to: Role(rawValue: "king"), now: .now)
    }
    #expect(throws: AccountError.self) { try site.signUp("david", role: Role(rawValue: "king")) }
  }

  @Test func `somebody whose role is unknown has the rights of a guest`() throws {
    let david = try site.signUp("david")
    try site.site.app.write { try $0.execute(sql: "UPDATE admin_user SET role = 'x' WHERE name = 'david'") }
    #expect(site.get("/forums/", as: david).status == .ok)
    #expect(site.get("/rtc", as: david).status == .forbidden)
    #expect(site.post("/admin/users/\(david.id)/role", ["role": "member"], as: ada).status == .seeOther)
  }

  private func grant(_ cell: String) {
    _ = site.post("/admin/permissions", ["grant": cell], as: ada)
  }

  private func granted(_ role: String) throws -> Set<String> {
    try site.site.app.read {
      try String.fetchSet(
        $0, sql: "SELECT key FROM admin_permission WHERE granted AND role = ?", arguments: [role])
    }
  }

  private func count(_ sql: String) throws -> Int {
    try site.site.app.read { try Int.fetchOne($0, sql: sql) ?? -1 }
  }

  private func names() throws -> [String] {
    try site.site.app.read { try String.fetchAll($0, sql: "SELECT name FROM admin_role ORDER BY name") }
  }

  private func acts() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll(
        $0,
        sql: """
          SELECT act || ' ' || target || ' ' || ifnull(before, '') || ' → ' || ifnull(after, '')
          FROM admin_audit WHERE act GLOB 'role.*' OR act = 'user.role' ORDER BY id
          """)
    }
  }
}
