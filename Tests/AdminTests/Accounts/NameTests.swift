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
    ("zoe", "zoë"), ("ismail", "İsmail"), ("ismail", "ısmail"), ("ilhan", "ılhan"), ("ann", "a̵nn"),
    ("ann", "a̸nn"), ("ann", "anṇ"), ("ann", "ann̲"), ("ann", "ann̈"), ("lukasz", "łukasz"), ("soren", "søren"),
    ("ANN", "ꓮꓠꓠ"), ("احمد", "أحمد"), ("anna.lee", "anna_lee"), ("Ivo", "lvo"), ("wawa", "vvavva"),
    ("ΑΝΝΑ", "ANNA"), ("сор", "cop"),
  ])
  func `names that look alike have one skeleton`(one: String, other: String) throws {
    #expect(NameShape.skeleton(one) == NameShape.skeleton(other))
  }

  @Test(arguments: [
    ("person1", "person2"), ("anna", "ana"), ("李小龙", "李小虎"), ("Ада", "Ana"), ("राम", "रम"), ("गुरु", "गर"),
    ("がく", "かく"),
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

  @Test(arguments: [
    ("ismail", "İsmail"), ("ismail", "ISMAIL"), ("İsmail", "ismail"), ("ilhan", "ılhan"),
    ("straße", "STRASSE"),
    ("straße", "STRAẞE"), ("STRAẞE", "straße"),
  ])
  func `one name in either case signs in`(name: String, typed: String) throws {
    _ = try site.signUp(name)
    #expect(signIn(typed) == .seeOther)
    #expect(
      site.post("/sign-up", ["name": typed, "password": "correct horse battery"]).text
        .contains("Somebody here has this name already."))
  }

  @Test func `an account of the days when dots told names apart keeps its own`() throws {
    let ismail = try site.signUp("ismail")
    let other = try site.signUp("dotted")
    try site.site.app.write { db in
      try db.execute(
        sql: "UPDATE admin_user SET name = 'İsmail', folded = ?, skeleton = NULL WHERE id = ?",
        arguments: [AccountName.foldEarlier("İsmail"), other.id])
      #expect(try User.named("İSMAIL", db)?.id == other.id)
      #expect(try User.named("ISMAIL", db)?.id == ismail.id)
      try db.execute(sql: "DELETE FROM admin_user WHERE id = ?", arguments: [ismail.id])
      #expect(throws: Refusal.self) { try TakenName.check(AccountName("ismail"), now: .now, db) }
    }
  }

  // MARK: a change of name

  @Test func `whoever has changed it often can still go back to a name of theirs`() throws {
    let david = try site.signUp("david")
    for name in ["daniel", "dexter", "derek"] { #expect(change(name, david).status == .seeOther) }
    #expect(change("dustin", david).status == .unprocessableContent)
    #expect(change("daniel", david).status == .seeOther)
    #expect(change("david", david).status == .seeOther)
  }

  @Test func `moderators see and find what somebody was called before`() throws {
    let (david, mona) = (try site.signUp("david"), try site.moderator())
    _ = change("Dexter", david)
    _ = change("derek", david)
    let page = site.get("/admin/users/\(david.id)", as: mona).text
    #expect(page.contains("earlier names") && page.contains("Dexter") && page.contains("david"))
    #expect(site.get("/admin/users?q=dext", as: mona).text.contains(">derek</a>"))
    #expect(!site.get("/admin/users?q=dext", as: mona).text.contains(">mona</a>"))
    #expect(site.get("/account/name", as: david).text.contains("moderators"))
  }

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
    site.signIn(name, "correct horse battery").status
  }
}
