import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct NameTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test(arguments: [
    ("paypal", "раураl"), ("david", "davld"), ("david", "dav1d"), ("lola", "l0la"), ("morning", "moming"),
    ("anna.lee", "anna_lee"), ("Ivo", "lvo"), ("wawa", "vvavva"), ("ΑΝΝΑ", "ANNA"), ("сор", "cop"),
  ])
  func `names that look alike have one skeleton`(one: String, other: String) throws {
    #expect(NameShape.skeleton(one) == NameShape.skeleton(other))
  }

  @Test(arguments: [
    ("zoe", "zoë"), ("person1", "person2"), ("anna", "ana"), ("李小龙", "李小虎"), ("Ада", "Ana"),
  ])
  func `names that differ to the eye have skeletons that differ`(one: String, other: String) throws {
    #expect(NameShape.skeleton(one) != NameShape.skeleton(other))
  }

  @Test(arguments: ["dаvid", "Σam", "аdmin", "рaypal"])
  func `alphabets that look alike don't stand in one name`(name: String) {
    #expect(throws: Refusal.self) { try AccountName(forNewcomer: name) }
  }

  @Test(arguments: ["давид", "Σοφία", "ada李", "Zoë2", "mona・x"])
  func `one alphabet is welcome, beside scripts of another kind`(name: String) {
    #expect(!NameShape.isMixed(name))
  }

  @Test(arguments: ["ad-min", "adm1n", "R00t", "sign_in", "ａｄｍｉｎ", "m0derator"])
  func `what sounds like an office is kept back in all spellings`(name: String) {
    #expect(throws: Refusal.self) { try AccountName(forNewcomer: name) }
  }

  @Test func `a name that looks like somebody's is refused in words of its own`() throws {
    _ = try site.signUp("david")
    let answer = site.post("/sign-up", ["name": "dav1d", "password": "correct horse battery"])
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("This looks too much like a name that is taken."))
  }

  @Test func `names from before there were skeletons get theirs with the sweep`() throws {
    _ = try site.signUp("david")
    try site.site.app.write { try $0.execute(sql: "UPDATE admin_user SET skeleton = NULL") }

    try site.site.app.write { try TakenName.sweep(now: .now, $0) }

    #expect(
      site.post("/sign-up", ["name": "dav1d", "password": "correct horse battery"]).status != .seeOther)
  }

  // MARK: a change of name

  @Test func `a changed name holds at once, and the old one stays kept for its person`() throws {
    let david = try site.signUp("david")

    #expect(change("dexter", david).location == "/account")

    #expect(site.get("/account", as: david).text.contains("<b>dexter</b>"))
    #expect(signIn("dexter") == .seeOther)
    #expect(signIn("david") == .unprocessableContent)
    #expect(
      site.post("/sign-up", ["name": "david", "password": "correct horse battery"]).status != .seeOther)
    #expect(change("david", david).location == "/account")
  }

  @Test func `an old name is free again after its time`() throws {
    let david = try site.signUp("david")
    _ = change("dexter", david)
    let name = try AccountName("david")
    try site.site.app.write { db in
      #expect(throws: Refusal.self) { try TakenName.check(name, now: .now, db) }
      try TakenName.check(name, now: .now + 91 * 86_400, db)
    }
  }

  @Test func `nobody takes somebody's name, and nobody gathers names`() throws {
    let david = try site.signUp("david")
    _ = try site.signUp("mona")

    #expect(change("mona", david).status == .unprocessableContent)
    #expect(change("admin", david).status == .unprocessableContent)
    for name in ["daniel", "dexter", "derek"] { #expect(change(name, david).status == .seeOther) }
    #expect(change("dustin", david).status == .unprocessableContent)
  }

  @Test func `after a while the password is asked for`() throws {
    let david = try site.signUp("david")
    try site.site.app.write {
      try $0.execute(sql: "UPDATE admin_session SET confirmed_at = confirmed_at - 700000")
    }

    #expect(change("dexter", david).status == .unprocessableContent)
    #expect(change("dexter", david, password: "wrong").status == .unprocessableContent)
    #expect(change("dexter", david, password: "correct horse battery").status == .seeOther)
  }

  private func change(_ name: String, _ person: Person, password: String = "") -> Answer {
    site.post("/account/name", ["name": name, "password-old": password], as: person)
  }

  private func signIn(_ name: String) -> Response.Status {
    site.post("/sign-in", ["name": name, "password": "correct horse battery"]).status
  }
}
