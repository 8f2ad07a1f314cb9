import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct PasskeyTests {
  let site: TestSite
  let david: Person

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
  }

  @Test(arguments: [false, true])
  func `a passkey signs in by itself, whichever kind of key it is`(isEdwards: Bool) throws {
    var key = isEdwards ? SoftAuthenticator.ed25519 : SoftAuthenticator()
    let person = try site.add(key, to: david)
    key.handle = Array("\(david.id)".utf8)

    let answer = try site.signIn(with: key)

    #expect(answer.location == "/")
    #expect(site.get("/account", as: try david.after(answer)).text.contains("<b>david</b>"))
    #expect(site.get("/account", as: person).text.contains("last used"))
  }

  @Test func `one may have several, each with its name, and remove them one by one`() throws {
    let (desk, phone) = (SoftAuthenticator(), SoftAuthenticator.ed25519)
    let person = try site.add(phone, to: try site.add(desk, to: david, named: "Desk"), named: "<Phone>")
    let page = site.get("/account", as: person).text
    #expect(page.contains("<b>Desk</b>") && page.contains("<b>&lt;Phone&gt;</b>"))

    #expect(site.post("/account/passkeys/1/remove", as: person).location == "/account#signing-in")

    #expect(try site.signIn(with: desk).text.contains("belongs to no account here"))
    #expect(try site.signIn(with: phone).location == "/")
  }

  @Test func `the first brings recovery codes, and the password alone is no longer enough`() throws {
    let answer = try site.register(SoftAuthenticator(), as: david)

    #expect(answer.text.matches(of: /<code>[A-Z2-7-]{32}<\/code>/).count == 10)
    #expect(site.typePassword("david").location == "/sign-in/second")
  }

  @Test func `nobody removes somebody else's passkey`() throws {
    _ = try site.add(SoftAuthenticator(), to: david)

    #expect(site.post("/account/passkeys/1/remove", as: try site.signUp("mona")).status == .notFound)
    #expect(site.typePassword("david").location == "/sign-in/second")
  }

  @Test func `a passkey is known once`() throws {
    let key = SoftAuthenticator()
    _ = try site.add(key, to: david)

    #expect(try site.register(key, as: try site.signUp("mona")).text.contains("known here already"))
  }

  @Test func `one gets another name, from whoever it belongs to`() throws {
    let person = try site.add(SoftAuthenticator(), to: david, named: "Old phone")
    let id = try #require(
      try site.site.app.read { try Int64.fetchOne($0, sql: "SELECT id FROM admin_passkey") })
    let address = "/account/passkeys/\(id)"
    #expect(site.get(address, as: person).text.contains("Old phone"))

    #expect(site.post(address, ["name": "a\u{202E}b"], as: person).status == .unprocessableContent)
    #expect(site.post(address, ["name": "Key ring"], as: person).status == .seeOther)

    #expect(site.get("/account", as: person).text.contains("Key ring"))
    let mona = try site.signUp("mona")
    #expect(site.get(address, as: mona).status == .notFound)
    #expect(site.post(address, ["name": "Mine"], as: mona).status == .notFound)
  }

  @Test func `both names of this machine may use it, and no other site`() throws {
    var key = SoftAuthenticator()
    _ = try site.add(key, to: david)

    key.origin = "http://127.0.0.1:8080"
    #expect(try site.signIn(with: key).location == "/")
    for origin in [
      "http://localhost:8081", "https://localhost:8080", "http://localhost",
      "http://localhost:8080.evil.example",
      "http://evil.example", "null", "",
    ] {
      key.origin = origin
      #expect(try site.signIn(with: key).status == .unprocessableContent, "\(origin)")
    }
  }

  @Test func `an answer for another site is refused`() throws {
    var key = SoftAuthenticator()
    _ = try site.add(key, to: david)
    key.site = "evil.example"

    #expect(try site.signIn(with: key).status == .unprocessableContent)
    #expect(try site.register(key, as: try site.signUp("mona")).status == .unprocessableContent)
  }

  @Test(arguments: [0b000, 0b001, 0b100] as [UInt8])
  func `somebody must be there, and known to the device`(flags: UInt8) throws {
    var key = SoftAuthenticator()
    _ = try site.add(key, to: david)
    key.flags = flags

    #expect(try site.signIn(with: key).status == .unprocessableContent)
    #expect(try site.register(key, as: try site.signUp("mona")).status == .unprocessableContent)
  }

  @Test func `a challenge is good once`() throws {
    let key = SoftAuthenticator()
    _ = try site.add(key, to: david)
    let (challenge, cookie) = try site.signInChallenge()
    let fields = ["passkey": try key.assertion(challenge)]
    #expect(site.post("/sign-in/passkey", fields, headers: ["Cookie": cookie]).location == "/")

    let again = site.post("/sign-in/passkey", fields, headers: ["Cookie": cookie])

    #expect(again.text.contains("That took too long"))
  }

  @Test func `a challenge is good for the browser that asked for it`() throws {
    let key = SoftAuthenticator()
    _ = try site.add(key, to: david)
    let mine = try site.signInChallenge()
    let others = try site.signInChallenge()
    let ofSession = try site.challenge(site.post("/account/confirm/options", as: try site.signUp("mona")))

    for challenge in [others.challenge, ofSession, "", "AAAA", String(repeating: "A", count: 43)] {
      let answer = site.post(
        "/sign-in/passkey", ["passkey": try key.assertion(challenge)], headers: ["Cookie": mine.cookie])
      #expect(answer.text.contains("That took too long"))
    }
    let bare = site.post("/sign-in/passkey", ["passkey": try key.assertion(mine.challenge)])
    #expect(bare.text.contains("That took too long"))
  }

  @Test func `a challenge is good for five minutes, and the file knows it by its hash`() throws {
    let tickets = site.site.admin.tickets
    let now = Moment.now
    try tickets.issue(.challenge("abc", browser: "x"), now: now)

    #expect(try !tickets.spend(.challenge("abc", browser: "x"), now: now + 300))
    #expect(try tickets.spend(.challenge("abc", browser: "x"), now: now + 299))
    try tickets.issue(.challenge("abc", browser: "x"), now: now)
    let rows = try tickets.limits.read { try Row.fetchAll($0, sql: "SELECT * FROM admin_ticket") }
    #expect(rows.count == 1 && !rows.description.contains("abc"))
    try tickets.sweep(now: now + 300)
    #expect(try tickets.limits.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_ticket") } == 0)
  }

  @Test func `what was made for one act is not good for the other`() throws {
    let key = SoftAuthenticator()
    _ = try site.add(key, to: david)
    let (challenge, cookie) = try site.signInChallenge()
    let wrong = try key.assertion(challenge, type: "webauthn.create")

    #expect(
      site.post("/sign-in/passkey", ["passkey": wrong], headers: ["Cookie": cookie]).status
        == .unprocessableContent)
  }

  @Test func `a counter that does not rise tells of a copy`() throws {
    var key = SoftAuthenticator(counter: 5)
    _ = try site.add(key, to: david)

    #expect(try site.signIn(with: key).status == .unprocessableContent)
    key.counter = 6
    #expect(try site.signIn(with: key).location == "/")
    key.counter = 0
    #expect(try site.signIn(with: key).status == .unprocessableContent)
    key.counter = 4_294_967_295
    #expect(try site.signIn(with: key).location == "/")
  }

  @Test func `another key, or another account's handle, is refused`() throws {
    var key = SoftAuthenticator()
    _ = try site.add(key, to: david)

    #expect(try site.signIn(with: SoftAuthenticator(id: key.id)).status == .unprocessableContent)
    key.handle = Array("999".utf8)
    #expect(try site.signIn(with: key).status == .unprocessableContent)
  }

  @Test func `an answer cut anywhere, or with anything in it, is refused and breaks nothing`() throws {
    let key = SoftAuthenticator()
    let person = try site.add(key, to: david)
    let (challenge, cookie) = try site.signInChallenge()
    let whole = try key.assertion(challenge)
    let registration = SoftAuthenticator().registration(
      try site.challenge(site.post("/account/passkeys/options", as: person)))

    for length in stride(from: 0, to: whole.count - 1, by: 7) {
      let fields = ["passkey": String(whole.prefix(length))]
      #expect(
        site.post("/sign-in/passkey", fields, headers: ["Cookie": cookie]).status == .unprocessableContent)
    }
    for length in stride(from: 0, to: registration.count - 1, by: 7) {
      let fields = ["name": "x", "passkey": String(registration.prefix(length))]
      #expect(site.post("/account/passkeys", fields, as: person).status == .unprocessableContent)
    }
    for text in ["....", "a.b.c.d.e", "🔑", "\u{1}", String(repeating: ".", count: 9000)] {
      #expect(site.post("/sign-in/passkey", ["passkey": text]).status == .unprocessableContent)
      #expect(
        site.post("/account/passkeys", ["name": "x", "passkey": text], as: person).status
          == .unprocessableContent)
    }
  }

  @Test(arguments: [
    "", "  ", "a\u{1}b", "a\nb", "a\u{202E}b", "a\u{200B}b", String(repeating: "a", count: 61),
  ])
  func `a name that can't be read is refused`(name: String) {
    #expect(throws: Refusal.self) { try PasskeyName(name) }
  }

  @Test func `a refused name is shown again`() throws {
    let answer = try site.register(SoftAuthenticator(), named: String(repeating: "a", count: 61), as: david)

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("value=\"\(String(repeating: "a", count: 61))\""))
  }

  @Test func `what is asked of the browser names the site by its settings`() throws {
    let options = site.post("/sign-in/passkey/options").text
    #expect(
      options.contains("\"rpId\":\"localhost\"") && options.contains("\"userVerification\":\"required\""))

    let person = try site.add(SoftAuthenticator(id: [1, 2, 3]), to: david)
    let creation = site.post("/account/passkeys/options", as: person).text
    #expect(creation.contains("\"attestation\":\"none\"") && creation.contains("\"id\":\"AQID\""))
    #expect(creation.contains("-8") && creation.contains("-7"))
  }

  @Test func `asking for challenges without end is stopped`() {
    for _ in 1...200 { _ = site.post("/sign-in/passkey/options") }

    #expect(site.post("/sign-in/passkey/options").status == .tooManyRequests)
  }
}
