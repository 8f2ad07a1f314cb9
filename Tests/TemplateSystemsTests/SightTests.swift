import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Synchronization
import TemplateTesting
import Testing

@testable import TemplateSystems

/// Two people of one system at two machines don't overwrite each other, nor does a page that came back.
@Suite struct SightTests {
  private let site: TestSite
  private let david: Person
  private let system: TestSystem
  private let base = "/account/system/front"
  private var ids: [String] { system.ids.map(String.init) }

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
    system = try TestSystem(site, of: david)
  }

  /// The value of a hidden field in the form that goes there.
  private func field(_ name: String, _ action: String, on page: Answer) -> String {
    let form = page.text.components(separatedBy: "action=\"\(action)").dropFirst().first ?? ""
    let value = form.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first ?? ""
    return String(value.prefix { $0 != "\"" })
  }

  @Test func `a page that came back does not undo another's switch`() throws {
    _ = system.switchTo(["alone": ids[0]])
    let saw = field("saw", "\(base)\"", on: site.get(base, as: david))
    #expect(!saw.isEmpty)
    _ = system.switchTo(["alone": ids[1]])
    let late = system.switchTo(["op": "set", "alter": ids[2], "saw": saw])
    #expect(late.status == .conflict)
    #expect(late.text.contains(">Bo</pre>") && late.text.contains(">Cleo</pre>"))
    #expect(try system.front == ["Bo"])
    let fresh = field("saw", base, on: late)
    #expect(system.switchTo(["op": "set", "alter": ids[2], "saw": fresh]).status == .seeOther)
    #expect(try system.front == ["Cleo"])
  }

  @Test func `who joins or steps back undoes nobody's switch`() throws {
    _ = system.switchTo(["alone": ids[0]])
    let saw = field("saw", "\(base)\"", on: site.get(base, as: david))
    _ = system.switchTo(["alone": ids[1]])
    #expect(system.switchTo(["add": ids[2], "saw": saw]).status == .seeOther)
    #expect(try system.front == ["Bo", "Cleo"])
  }

  @Test func `what is taken back is the switch that was seen`() throws {
    _ = system.switchTo(["alone": ids[0]])
    let saw = field("saw", "\(base)/undo", on: site.get(base, as: david))
    _ = system.switchTo(["alone": ids[1]])
    #expect(site.post("\(base)/undo", ["saw": saw], as: david).status == .conflict)
    #expect(try system.front == ["Bo"])
  }

  @Test func `a status is not overwritten unseen`() throws {
    _ = system.switchTo(["alone": ids[0]])
    let saw = field("saw", "\(base)/status", on: site.get(base, as: david))
    let answers = ["low energy", "fine"].map { status in
      site.post("\(base)/status", ["alter": ids[0], "status": status, "saw": saw], as: david)
    }
    #expect(answers.map(\.status) == [.seeOther, .conflict])
  }

  @Test func `a refused status comes back`() throws {
    _ = system.switchTo(["alone": ids[0]])
    let status = "a status that is much too long for the little room that there is"
    let answer = site.post("\(base)/status", ["alter": ids[0], "status": status], as: david)
    #expect(answer.status == .unprocessableContent && answer.text.contains(">\(status)</textarea>"))
  }

  @Test func `a form made by other clocks says the same time`() throws {
    let span = try system.span(0, "2026-01-05T08:00:00Z", "2026-01-05T09:00:00Z")
    let page = site.get("\(base)/spans/\(span)", as: david)
    let form = [
      "from": "2026-01-05T08:00", "to": "2026-01-05T09:30",
      "zone": field("zone", "\(base)/spans/\(span)\"", on: page),
      "saw": field("saw", "\(base)/spans/\(span)\"", on: page),
    ]
    _ = site.post("\(base)/zone", ["zone": "Asia/Tokyo"], as: david)
    #expect(site.post("\(base)/spans/\(span)", form, as: david).status == .seeOther)
    #expect(try system.spans == ["Alba 2026-01-05T08:00:00Z 2026-01-05T09:30:00Z"])
    let entered = ["alter": ids[1], "from": "2026-02-05T08:00", "to": "2026-02-05T09:00", "zone": "UTC"]
    _ = site.post("\(base)/history", entered, as: david)
    #expect(try system.spans.last == "Bo 2026-02-05T08:00:00Z 2026-02-05T09:00:00Z")
  }

  @Test func `a time that was corrected meanwhile is not corrected back`() throws {
    let span = try system.span(0, "2026-01-05T08:00:00Z", "2026-01-05T09:00:00Z")
    let address = "\(base)/spans/\(span)"
    let page = site.get(address, as: david)
    let saw = field("saw", "\(address)\"", on: page)
    let answers = ["2026-01-05T09:15", "2026-01-05T09:30"].map { to in
      site.post(address, ["from": "2026-01-05T08:00", "to": to, "zone": "UTC", "saw": saw], as: david)
    }
    #expect(answers.map(\.status) == [.seeOther, .conflict])
  }

  @Test func `of two who correct a time in one moment the second is told`() throws {
    let span = try system.span(0, "2026-01-05T08:00:00Z", "2026-01-05T09:00:00Z")
    let address = "\(base)/spans/\(span)"
    for round in 0..<10 {
      let saw = field("saw", "\(address)\"", on: site.get(address, as: david))
      let statuses = Mutex<[Response.Status]>([])
      nonisolated(unsafe) let site = site  // a site answers several threads, as workers do
      DispatchQueue.concurrentPerform(iterations: 4) { [david] turn in
        let to = "2026-01-05T\(10 + turn):\(10 + round)"
        let form = ["from": "2026-01-05T08:00", "to": to, "zone": "UTC", "saw": saw]
        let status = site.post(address, form, as: david).status
        statuses.withLock { $0.append(status) }
      }
      let sorted = statuses.withLock { $0.map(\.code).sorted() }
      #expect(sorted == [303, 409, 409, 409])
    }
  }

  @Test func `a list that was changed meanwhile`() throws {
    let friends = try ["erin", "flo"].map { try site.signUp($0) }
    for friend in friends {
      _ = site.post("/account/friends", ["name": friend.name], as: david)
      _ = site.post("/account/friends/\(david.id)/accept", as: friend)
    }
    let address = site.post("/account/lists", ["title": "Close"], as: david).location
    let saw = field("saw", address, on: site.get(address, as: david))
    let answers = friends.map {
      site.post(address, ["title": "Close", "friend": "\($0.id)", "saw": saw], as: david)
    }
    #expect(!saw.isEmpty && answers.map(\.status) == [.seeOther, .conflict])
    #expect(answers[1].text.contains(">erin</pre>") && answers[1].text.contains(">flo</pre>"))
    let people = {
      try self.site.site.app.read {
        try Int64.fetchAll($0, sql: "SELECT friend_id FROM template_list_friend")
      }
    }
    #expect(try people() == [friends[0].id])
    let mine = ["title": "Close", "friend": "\(friends[1].id)", "saw": field("saw", address, on: answers[1])]
    #expect(site.post(address, mine, as: david).status == .seeOther)
    #expect(try people() == [friends[1].id])
  }

  @Test func `whether several wear the shared face`() throws {
    let ada = try site.admin()
    let address = "/account/front/together"
    let saw = field("saw", address, on: site.get("/account/front", as: ada))
    let statuses = ["together", "first"].map {
      site.post(address, ["wear": $0, "saw": saw], as: ada).status
    }
    #expect(!saw.isEmpty && statuses == [.seeOther, .conflict])
    #expect(try site.site.app.read { try SiteSystem.current($0).wearsTogether })
  }

  @Test func `a profile that two people fill in`() throws {
    let address = "/account/system/alters/\(ids[0])"
    let saw = field("saw", address, on: site.get(address, as: david))
    #expect(!saw.isEmpty)
    let first = site.post(address, ["name": "Alba", "pronouns": "she/her", "saw": saw], as: david)
    let second = site.post(address, ["name": "Alba", "pronouns": "they/them", "saw": saw], as: david)
    #expect(first.status == .seeOther && second.status == .conflict)
    #expect(second.text.contains(">she/her</pre>") && second.text.contains("value=\"they/them\""))
    #expect(try site.alters(of: david).first { $0.name == "Alba" }?.pronouns == "she/her")
    let mine = ["name": "Alba", "pronouns": "they/them", "saw": field("saw", address, on: second)]
    #expect(site.post(address, mine, as: david).status == .seeOther)
  }

  @Test func `what is said of a system, a group, a field`() throws {
    _ = site.post("/account/system/groups", ["name": "Littles"], as: david)
    _ = site.post("/account/system/fields", ["name": "Role", "kind": "text"], as: david)
    for address in ["/account/system/edit", "/account/system/groups/1", "/account/system/fields/1"] {
      let saw = field("saw", address, on: site.get(address, as: david))
      #expect(!saw.isEmpty, "\(address)")
      let answers = ["One", "Two"].map { name in
        site.post(address, ["name": name, "kind": "text", "zone": "UTC", "saw": saw], as: david)
      }
      #expect(answers.map(\.status) == [.seeOther, .conflict], "\(address)")
    }
  }

  @Test func `one of the site's own system, also where more shall see them`() throws {
    let ada = try site.admin()
    _ = site.post("/account/alters", ["name": "Yuki"], as: ada)
    let id = try site.site.app.read {
      try Int64.fetchOne($0, sql: "SELECT id FROM template_alter WHERE account_id IS NULL") ?? 0
    }
    let address = "/account/alters/\(id)"
    let saw = field("saw", address, on: site.get(address, as: ada))
    let form = ["name": "Yuki", "visibility": "members", "front_visibility": "private"]
    _ = site.post(address, ["name": "Yuki", "pronouns": "she/her", "saw": saw], as: ada)
    let late = site.post(address, form.merging(["pronouns": "it", "saw": saw]) { $1 }, as: ada)
    #expect(late.status == .conflict && late.text.contains(">she/her</pre>"))
    let asked = site.post(address, form.merging(["saw": field("saw", address, on: late)]) { $1 }, as: ada)
    #expect(asked.status == .ok && asked.text.contains("Who will see this"))
    let agreed = ["agreed", "saw"].map { ($0, field($0, address, on: asked)) }
    let fields = form.merging(agreed) { $1 }
    #expect(site.post(address, fields, as: ada).status == .seeOther)
  }

  @Test func `who sees a front, and who speaks`() throws {
    let forms = [
      "/account/system/front/showing": ["private", "members"].map { ["front": $0, "history": "private"] },
      "/account/system/speaking": ["front", "latch"].map { ["forums": $0, "chat": "off"] },
    ]
    for (address, sent) in forms {
      let saw = field("saw", "\(address)\"", on: site.get(address, as: david))
      #expect(!saw.isEmpty, "\(address)")
      if address.hasSuffix("showing") { _ = site.postAgreeing(address, sent[1], as: david) }
      let statuses = sent.map { site.post(address, $0.merging(["saw": saw]) { $1 }, as: david).status }
      #expect(statuses.contains(.conflict), "\(address)")
    }
  }
}
