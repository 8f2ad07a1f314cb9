import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Synchronization
import Testing

@testable import Admin

@Suite struct ThrottleTests {
  let site: TestSite
  let throttle: Throttle
  let begun = Moment(milliseconds: 1_800_000_000_000)

  init() throws {
    site = try TestSite()
    throttle = site.site.admin.throttle
  }

  @Test func `after five tries at one name from one address each next one waits twice as long`() throws {
    let limits = Door.signIn(name: "david", address: "192.0.2.1").everybodys
    var now = begun
    for _ in 1...5 { try throttle.admit(limits, now: now) }
    for pause in [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
      #expect(isRefused(limits, now + (pause - 1)))
      now = now + pause
      try throttle.admit(limits, now: now)
    }
  }

  @Test func `who asks too soon only hears how long to wait, and does not wait longer for it`() throws {
    let limits = Door.signIn(name: "david", address: "192.0.2.1").everybodys
    for _ in 1...5 { try throttle.admit(limits, now: begun) }
    for _ in 1...100 { #expect(isRefused(limits, begun + 1)) }
    try throttle.admit(limits, now: begun + 2)
  }

  @Test func `from everywhere at once one name is tried once in half a minute, so its person gets in too`()
    throws
  {
    var now = begun
    var admitted = 0
    for place in 0..<2000 {
      let limits = Door.signIn(name: "david", address: "198.51.\(place / 250).\(place % 250)").everybodys
      if !isRefused(limits, now) { admitted += 1 }
      now = now + 1
    }
    #expect(admitted < 40 + 2000 / 30 + 10)
    try throttle.admit(Door.signIn(name: "david", address: "192.0.2.7").everybodys, now: now + 30)
  }

  @Test func `an address that tries many names waits, and its neighbours of the same household with it`()
    throws
  {
    for number in 0..<40 {
      try throttle.admit(Door.signIn(name: "name\(number)", address: "2001:db8::1").everybodys, now: begun)
    }
    #expect(isRefused(Door.signIn(name: "other", address: "2001:db8::2").everybodys, begun))
    #expect(!isRefused(Door.signIn(name: "other", address: "2001:db8:0:1::2").everybodys, begun))
  }

  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
    ("2001:DB8::1", "2001:db8:0:0"), ("2001:0:0:7:1:2:3:4", "2001:0:0:7"), ("nonsense", "nonsense"),
  ])
  func `a household of IPv6 counts as one address`(address: String, network: String) {
    // Network.name writes bytes, as nobody but us reads it.
    #expect(Network.name(of: address) == Network.name(of: address.lowercased()))
    #expect(Network.name(of: address).contains(":") == network.contains(":"))
    if !network.contains(":") {
      #expect(Network.name(of: address) == network)
    } else {
      #expect(Network.name(of: address) == Network.name(of: "\(network)::9"))
    }
  }

  @Test func `an hour without a try forgets all`() throws {
    let limits = Door.signIn(name: "david", address: "192.0.2.1").everybodys
    for _ in 1...5 { try throttle.admit(limits, now: begun) }
    try throttle.sweep(now: begun + 3600)
    for _ in 1...5 { try throttle.admit(limits, now: begun + 3600) }
  }

  @Test func `what was typed as a name is not kept in clear`() throws {
    try throttle.admit(Door.signIn(name: "my password", address: "192.0.2.1").everybodys, now: begun)
    let rows = try throttle.limits.read { try Row.fetchAll($0, sql: "SELECT * FROM admin_try") }
    #expect(rows.count == 3)
    #expect(!rows.description.contains("my password"))
  }

  /// With a hash that costs what one costs: it is all of the time there is to tell by.
  @Test func `the time of a wrong password does not tell whether there is such an account`() throws {
    let admin = site.site.admin
    let passwords = Passwords(cost: .init(logN: 12, r: 8, p: 1))
    let door = Authentication(
      admin.house, passwords: passwords, settings: site.site.settings,
      visits: admin.authentication.visits)
    let id = try admin.createUser(name: "known", password: "correct horse battery", role: .member, now: begun)
    let stored = try passwords.hash("correct horse battery")
    try site.site.app.write { try User.setPassword(stored, of: id, $0) }
    var works: [String: [Duration]] = [:]
    var questions: [String: [String]] = [:]
    for number in 0..<40 {
      for name in ["known", "absent"] {
        let address = "10.0.\(name.count).\(number)"
        questions[name] = try asked {
          let work = try ProcessorTime.measure {
            try throttle.admit(Door.signIn(name: name, address: address).everybodys, now: begun + number * 60)
            #expect(try door.entrant(name: name, password: "not the password", as: .known) == nil)
          }
          works[name, default: []].append(work)
        }
      }
    }
    #expect(questions["known"] == questions["absent"], "the files are asked the same")
    let (known, absent) = (
      works["known", default: []].sorted()[20], works["absent", default: []].sorted()[20]
    )
    #expect(known < absent * 1.5 && absent < known * 1.5, "known \(known), unknown \(absent)")
  }

  /// The statements that the work runs on app.db and limits.db, without their values.
  private func asked(_ work: () throws -> Void) throws -> [String] {
    let found = Mutex<[String]>([])
    let files = [site.site.app, throttle.limits]
    for file in files {
      file.unsafeRead { db in
        db.trace { event in
          if case .statement(let statement) = event { found.withLock { $0.append(statement.sql) } }
        }
      }
    }
    try work()
    for file in files { file.unsafeRead { $0.trace(options: []) } }
    return found.withLock { $0 }
  }

  private func isRefused(_ limits: [Throttle.Limit], _ now: Moment) -> Bool {
    do {
      try throttle.admit(limits, now: now)
      return false
    } catch { return (error as? Fault)?.status == .tooManyRequests }
  }
}
