import GRDB
import HTTPTypes
import KitTesting
import Testing

@testable import Admin
@testable import Components
@testable import Kit

@Suite struct SessionTests {
  let site: TestSite
  let david: Person
  private let idle = 30 * 86_400

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
  }

  @Test func `the database knows a session by its hash only`() throws {
    let stored = try site.site.app.read { try Row.fetchAll($0, sql: "SELECT * FROM admin_session") }

    #expect(stored.count == 1)
    #expect(!stored.description.contains(david.token))
    #expect(david.token.utf8.count == 64)
  }

  @Test func `a token is 256 random bits`() {
    let tokens = Set((0..<1000).map { _ in Token.make() })
    #expect(tokens.count == 1000)
    #expect(tokens.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{64}/) != nil })
    // Each of the 64 digits takes each of its 16 values.
    for place in 0..<64 { #expect(Set(tokens.map { Array($0)[place] }).count == 16) }
  }

  @Test func `a session ends thirty days after the last visit`() throws {
    let last = Moment.now
    #expect(try !viewer(at: last + (idle - 60)).isGuest)
    // That was a visit, so the thirty days begin again.
    #expect(try !viewer(at: last + (2 * idle - 120)).isGuest)
    #expect(try viewer(at: last + (4 * idle)).isGuest)
  }

  @Test func `a session ends after half a year whatever happens`() throws {
    let begun = Moment.now
    for day in stride(from: 0, through: 170, by: 10) {
      #expect(try !viewer(at: begun + day * 86_400).isGuest)
    }
    #expect(try viewer(at: begun + 181 * 86_400).isGuest)
  }

  @Test func `a visit is noted every few minutes, not with every page`() throws {
    let begun = Moment.now
    _ = try viewer(at: begun + 10)
    #expect(try seenAt() < begun + 10)

    _ = try viewer(at: begun + 301)
    #expect(try seenAt() == begun + 301)
  }

  @Test func `visits that follow each other are written together, and none waits for the disk`() throws {
    let phone = try sessionToken()
    let begun = Moment.now + 3600
    _ = try viewer(at: begun)
    site.site.mark.faults.plan(nil, of: .sync)

    _ = try site.site.admin.authentication.viewer(token: phone, now: begun + 3)
    #expect(try seen(begun + 3).isEmpty, "it waits for others")
    site.site.admin.authentication.visits.writeIfDue(now: begun + 9)
    #expect(try seen(begun + 3).isEmpty)
    site.site.admin.authentication.visits.writeIfDue(now: begun + 10)
    #expect(try seen(begun + 3).count == 1)
    #expect(site.site.mark.faults.count == 0)
  }

  @Test func `a visit that another process saw later stays`() throws {
    let now = Moment.now + 3600
    _ = try viewer(at: now)
    try site.site.app.write { try Session.sawVisit(1, now: now - 60, $0) }
    #expect(try seenAt() == now)
  }

  @Test func `a guest's page writes nothing`() throws {
    _ = site.get("/")  // the first page of a new site reads who fronts
    let before = try site.site.app.read { $0.totalChangesCount }

    _ = site.get("/sign-in")
    _ = site.get("/sign-up")
    _ = site.get("/account")

    #expect(try site.site.app.read { $0.totalChangesCount } == before)
  }

  @Test func `one may end one's other sessions, one by one or all`() throws {
    let phone = try sessionToken()
    let tablet = try sessionToken()
    let ids = try sessionIds()

    let one = site.post("/account/sessions/\(ids[1])/end", as: david)
    #expect(one.location == "/account/sessions")
    #expect(try viewer(phone).isGuest)
    #expect(try !viewer(tablet).isGuest)

    _ = site.post("/account/sessions/end-others", as: david)
    #expect(try viewer(tablet).isGuest)
    #expect(site.get("/account", as: david).status == .ok)
    #expect(try revoked() == ids.dropFirst().map { "\($0)" })
  }

  @Test func `nobody ends somebody else's session`() throws {
    let mona = try site.signUp("mona")
    let id = try sessionIds()[0]

    #expect(site.post("/account/sessions/\(id)/end", as: mona).status == .notFound)
    #expect(site.get("/account", as: david).status == .ok)
  }

  @Test func `sessions that nobody can use any more are swept away`() throws {
    let sweep = try #require(site.site.admin.jobs.first)

    try sweep.run("", Moment.now)
    #expect(try sessionIds().count == 1)

    try sweep.run("", Moment.now + (idle + 60))
    #expect(try sessionIds().isEmpty)
  }

  private func viewer(at now: Moment) throws -> Viewer {
    try site.site.admin.authentication.viewer(token: david.token, now: now)
  }

  private func viewer(_ token: String) throws -> Viewer {
    try site.site.admin.authentication.viewer(token: token, now: .now)
  }

  private func sessionToken() throws -> String { try site.site.admin.signIn(userId: david.id, now: .now) }

  private func sessionIds() throws -> [Int64] {
    try site.site.app.read { try Int64.fetchAll($0, sql: "SELECT id FROM admin_session ORDER BY id") }
  }

  /// The sessions that were last seen then.
  private func seen(_ moment: Moment) throws -> [Int64] {
    try site.site.app.read {
      try Int64.fetchAll($0, sql: "SELECT id FROM admin_session WHERE seen_at = ?", arguments: [moment])
    }
  }

  private func seenAt() throws -> Moment {
    try #require(try site.site.app.read { try Moment.fetchOne($0, sql: "SELECT seen_at FROM admin_session") })
  }

  private func revoked() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll($0, sql: "SELECT key FROM outbox WHERE topic = 'session.revoked' ORDER BY key")
    }
  }
}
