import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import TemplateTesting
import Testing

@testable import TemplateSystems

/// The history of an account's front, and correcting it.
@Suite struct HistoryTests {
  private let site: TestSite
  private let david: Person
  private let system: TestSystem
  private let base = "/account/system/front"

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
    system = try TestSystem(site, of: david)
  }

  private func enter(_ place: Int, _ from: String, _ to: String, _ choice: String? = nil) -> Answer {
    var fields = ["alter": "\(system.ids[place])", "from": from, "to": to]
    fields["choice"] = choice
    return site.post("\(base)/history", fields, as: david)
  }

  private func correct(_ span: Int64, _ from: String, _ to: String, _ choice: String? = nil) -> Answer {
    var fields = ["from": from, "to": to]
    fields["choice"] = choice
    return site.post("\(base)/spans/\(span)", fields, as: david)
  }

  @Test func `it is told day by day, by the clocks of the system`() throws {
    try system.span(0, "2026-03-28T22:30:00Z", "2026-03-29T02:10:00Z")
    #expect(site.get("\(base)/history", as: david).text.contains("<h2>28 March 2026</h2>"))
    #expect(site.post("\(base)/zone", ["zone": "Europe/Berlin"], as: david).status == .seeOther)
    let page = site.get("\(base)/history", as: david).text
    #expect(page.contains("23:30") && page.contains("04:10 on 29 March 2026"), "clocks were set forward at 2")
    #expect(page.contains("3 h 40 min"))
    #expect(site.post("\(base)/zone", ["zone": "Mars/Olympus"], as: david).status == .unprocessableContent)
  }

  @Test func `zones are taken as people call them, and it is said what is used`() throws {
    for (typed, said) in [
      ("europe/berlin", "Europe/Berlin"), ("+02:00", "UTC+02:00"), ("EST", "America/Panama"),
    ] {
      let answer = site.post("\(base)/zone", ["zone": typed], as: david)
      #expect(answer.status == .seeOther)
      #expect(site.get("\(base)/history", as: david).text.contains(said), "\(typed)")
    }
    #expect(site.post("\(base)/zone", ["zone": "CST"], as: david).text.contains("or means more than one"))
  }

  @Test func `the day before one that was left out has an end`() throws {
    let apia = try #require(Zone("Pacific/Apia"))
    #expect(apia.end(ofDay: "2011-12-29") == Moment(iso: "2011-12-30T10:00:00Z"))
    #expect(apia.beginning(ofDay: "2011-12-30") == apia.beginning(ofDay: "2011-12-31"))
    #expect(site.post("\(base)/zone", ["zone": "Pacific/Apia"], as: david).status == .seeOther)
    try system.span(0, "2011-12-29T20:00:00Z", "2011-12-29T22:00:00Z")
    let range = site.get("\(base)/statistics?range=custom&from=2011-12-28&to=2011-12-29", as: david)
    #expect(range.text.contains("28 December 2011, 00:00") || range.text.contains("29 December 2011, 10:00"))
    #expect(range.text.contains("2 h"))
  }

  @Test func `what goes on without a gap is as long here as on the front`() throws {
    try system.span(0, "2026-03-01T10:00:00Z", "2026-03-01T10:31:00Z")
    try system.span(0, "2026-03-01T10:31:00Z", "2026-03-01T10:51:00Z")
    try system.span(0, "2026-03-01T10:52:00Z", "2026-03-01T10:53:00Z")
    let page = site.get("\(base)/history", as: david).text
    #expect(page.contains("20 min, 51 min without a gap"))
    #expect(page.matches(of: /without a gap/).count == 1)
  }

  @Test func `a long history comes in pages, and from a day on`() throws {
    for day in 1...28 {
      for hour in [8, 12, 16] {
        try system.span(
          day % 3, "2026-02-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z",
          "2026-02-\(day < 10 ? "0" : "")\(day)T\(hour + 2):00:00Z")
      }
    }
    var seen: [String] = []
    var path: String? = "\(base)/history"
    var pages = 0
    while let next = path {
      let text = site.get(next, as: david).text
      seen += text.matches(of: /spans\/(\d+)/).map { String($0.1) }
      path = text.firstMatch(of: /rel="next" href="([^"]+)"/).map { String($0.1) }
      pages += 1
    }
    #expect(pages == 2 && seen.count == 84 && Set(seen).count == 84)
    let day = site.get("\(base)/history?day=2026-02-03", as: david).text
    #expect(day.contains("<h2>3 February 2026</h2>") && !day.contains("<h2>4 February 2026</h2>"))
  }

  @Test func `what nobody wrote down is entered afterwards`() throws {
    #expect(enter(0, "2026-01-05T08:00", "2026-01-05T10:00").status == .seeOther)
    #expect(try system.spans == ["Alba 2026-01-05T08:00:00Z 2026-01-05T10:00:00Z"])
  }

  @Test func `what it would overlap is shown first, and nothing changes`() throws {
    try system.span(1, "2026-01-05T09:00:00Z", "2026-01-05T12:00:00Z")
    let before = try system.spans
    let answer = enter(0, "2026-01-05T08:00", "2026-01-05T10:00")
    #expect(answer.status == .ok && answer.text.contains("Somebody fronted then"))
    #expect(answer.text.contains("<b>Bo</b>") && answer.text.contains("value=\"2026-01-05T08:00\""))
    #expect(try system.spans == before)
  }

  @Test func `they fronted together`() throws {
    try system.span(1, "2026-01-05T09:00:00Z", "2026-01-05T12:00:00Z")
    #expect(enter(0, "2026-01-05T08:00", "2026-01-05T10:00", "keep").status == .seeOther)
    #expect(
      try system.spans == [
        "Alba 2026-01-05T08:00:00Z 2026-01-05T10:00:00Z", "Bo 2026-01-05T09:00:00Z 2026-01-05T12:00:00Z",
      ])
  }

  @Test func `the others make way, at either end, in the middle, and whole`() throws {
    try system.span(1, "2026-01-05T07:00:00Z", "2026-01-05T09:00:00Z")
    try system.span(1, "2026-01-05T09:10:00Z", "2026-01-05T09:20:00Z")
    try system.span(1, "2026-01-05T09:30:00Z", "2026-01-05T11:00:00Z")
    try system.span(2, "2026-01-05T06:00:00Z", "2026-01-05T12:00:00Z")
    #expect(enter(0, "2026-01-05T08:00", "2026-01-05T10:00", "trim").status == .seeOther)
    #expect(
      try system.spans == [
        "Cleo 2026-01-05T06:00:00Z 2026-01-05T08:00:00Z", "Bo 2026-01-05T07:00:00Z 2026-01-05T08:00:00Z",
        "Alba 2026-01-05T08:00:00Z 2026-01-05T10:00:00Z", "Bo 2026-01-05T10:00:00Z 2026-01-05T11:00:00Z",
        "Cleo 2026-01-05T10:00:00Z 2026-01-05T12:00:00Z",
      ])
  }

  @Test func `somebody who fronts still makes way and goes on afterwards`() throws {
    try system.span(1, "2026-01-05T07:00:00Z", nil)
    #expect(enter(0, "2026-01-05T08:00", "2026-01-05T10:00", "trim").status == .seeOther)
    #expect(
      try system.spans == [
        "Bo 2026-01-05T07:00:00Z 2026-01-05T08:00:00Z", "Alba 2026-01-05T08:00:00Z 2026-01-05T10:00:00Z",
        "Bo 2026-01-05T10:00:00Z …",
      ])
    #expect(try system.front == ["Bo"])
  }

  @Test func `one's own time is never counted twice`() throws {
    try system.span(0, "2026-01-05T07:00:00Z", nil)
    #expect(enter(0, "2026-01-05T08:00", "2026-01-05T10:00", "keep").status == .seeOther)
    #expect(
      try system.spans == [
        "Alba 2026-01-05T07:00:00Z 2026-01-05T08:00:00Z", "Alba 2026-01-05T08:00:00Z 2026-01-05T10:00:00Z",
        "Alba 2026-01-05T10:00:00Z …",
      ])
    let page = site.get(base, as: david).text
    #expect(page.contains("datetime=\"2026-01-05T07:00:00Z\""), "fronting since the first of them")
  }

  @Test(
    arguments: [
      ("2026-01-05T10:00", "2026-01-05T08:00", "It must end after it begins."),
      ("2026-01-05T10:00", "2026-01-05T10:00", "It must end after it begins."),
      ("2999-01-05T10:00", "2999-01-05T11:00", "That time has not come yet."),
      ("whenever", "2026-01-05T10:00", "There is no such time"),
      ("2026-01-05T10:00", "", "There is no such time"),
      ("2026-02-30T10:00", "2026-03-01T10:00", "There is no such time"),
    ])
  func `what can't be is refused and comes back as it was typed`(from: String, to: String, why: String) throws
  {
    let answer = enter(1, from, to)
    #expect(answer.status == .unprocessableContent && answer.text.contains(why))
    #expect(answer.text.contains("value=\"\(from)\"") && answer.text.contains("selected>Bo</option>"))
    #expect(try system.spans == [])
  }

  @Test func `a time that clocks were set past is none, and of two the first counts`() throws {
    #expect(site.post("\(base)/zone", ["zone": "Europe/Berlin"], as: david).status == .seeOther)
    #expect(enter(0, "2026-03-29T02:30", "2026-03-29T04:00").status == .unprocessableContent)
    #expect(enter(0, "2025-10-26T02:30", "2025-10-26T03:00").status == .seeOther)
    #expect(try system.spans == ["Alba 2025-10-26T00:30:00Z 2025-10-26T02:00:00Z"])
  }

  @Test func `begin and end are corrected, and what nobody touched keeps its seconds`() throws {
    let span = try system.span(0, "2026-01-05T08:00:07Z", "2026-01-05T10:00:09Z")
    #expect(correct(span, "2026-01-05T08:00", "2026-01-05T11:30").status == .seeOther)
    #expect(try system.spans == ["Alba 2026-01-05T08:00:07Z 2026-01-05T11:30:00Z"])
    let page = site.get("\(base)/spans/\(span)", as: david).text
    #expect(
      page.contains("Corrected") && page.contains("Before: 5 January 2026, 08:00 – 5 January 2026, 10:00"))
    #expect(page.contains("by david"))
  }

  @Test func `who fronted together before is not asked about again`() throws {
    let span = try system.span(0, "2026-01-05T08:00:00Z", "2026-01-05T10:00:00Z")
    try system.span(1, "2026-01-05T09:00:00Z", "2026-01-05T12:00:00Z")
    #expect(correct(span, "2026-01-05T08:30", "2026-01-05T10:00").status == .seeOther)
    #expect(correct(span, "2026-01-05T08:30", "2026-01-05T11:00").text.contains("Somebody fronted then"))
    #expect(correct(span, "2026-01-05T08:30", "2026-01-05T11:00", "trim").status == .seeOther)
    #expect(
      try system.spans == [
        "Alba 2026-01-05T08:30:00Z 2026-01-05T11:00:00Z", "Bo 2026-01-05T09:00:00Z 2026-01-05T10:00:00Z",
        "Bo 2026-01-05T11:00:00Z 2026-01-05T12:00:00Z",
      ])
  }

  @Test func `ending a span that lasts ends the front, and opening it again brings it back`() throws {
    _ = system.switchTo(["alone": "\(system.ids[0])", "at": "2026-01-05T08:00"])
    let span = try #require(try site.site.app.read { try Span.live(of: david.id, $0).first?.id })
    #expect(correct(span, "2026-01-05T08:00", "2026-01-05T09:00").status == .seeOther)
    #expect(try system.front == [])
    #expect(correct(span, "2026-01-05T08:00", "").status == .seeOther)
    #expect(try system.front == ["Alba"])
    #expect(correct(span, "2026-01-05T08:00", "2026-01-05T09:00").status == .seeOther)
    try site.site.app.write { try Alter.archive(system.ids[0], at: .now, $0) }
    #expect(correct(span, "2026-01-05T08:00", "").text.contains("Who was archived does not front."))
  }

  @Test func `an end that was corrected by hand is not taken back with a switch`() throws {
    _ = system.switchTo(["alone": "\(system.ids[0])", "at": "2026-01-05T08:00"])
    let span = try #require(try site.site.app.read { try Span.live(of: david.id, $0).first?.id })
    _ = system.switchTo(["alone": "\(system.ids[1])", "at": "2026-01-05T09:00"])
    #expect(correct(span, "2026-01-05T08:00", "2026-01-05T08:50").status == .seeOther)
    _ = site.post("\(base)/undo", as: david)
    #expect(try system.spans == ["Alba 2026-01-05T08:00:00Z 2026-01-05T08:50:00Z"])
  }

  @Test func `a switch moves with all that came and went by it, between its neighbours`() throws {
    for (place, time) in ["08:00", "09:00", "10:00"].enumerated() {
      _ = system.switchTo(["alone": "\(system.ids[place])", "at": "2026-01-05T\(time)"])
    }
    let (id, span) = try site.site.app.read { db in
      let row = try #require(
        try Row.fetchOne(
          db, sql: "SELECT in_switch, id FROM template_span WHERE alter_id = ?", arguments: [system.ids[1]]))
      return (row[0] as Int64, row[1] as Int64)
    }
    let move = { (time: String) in
      site.post(
        "\(base)/switches/\(id)", ["at": "2026-01-05T\(time)", "note": "bus", "span": "\(span)"], as: david)
    }
    for (time, why) in [("07:59", "The switch before was later"), ("10:01", "The next switch was earlier")] {
      let answer = move(time)
      #expect(answer.status == .unprocessableContent && answer.text.contains(why))
      #expect(answer.text.contains("value=\"2026-01-05T\(time)\"") && answer.text.contains("value=\"bus\""))
    }
    #expect(move("09:40").status == .seeOther)
    #expect(
      try system.spans == [
        "Alba 2026-01-05T08:00:00Z 2026-01-05T09:40:00Z", "Bo 2026-01-05T09:40:00Z 2026-01-05T10:00:00Z",
        "Cleo 2026-01-05T10:00:00Z …",
      ])
    #expect(site.get("\(base)/history", as: david).text.contains("bus"))
    #expect(site.get("\(base)/spans/\(span)", as: david).text.contains("Moved with its switch"))
  }

  @Test func `a span is deleted, and what was stays in the list of corrections`() throws {
    let span = try system.span(0, "2026-01-05T08:00:00Z", "2026-01-05T10:00:00Z")
    #expect(site.post("\(base)/spans/\(span)/delete", as: david).status == .seeOther)
    #expect(try system.spans == [])
    #expect(site.get("\(base)/spans/\(span)", as: david).status == .notFound)
    let kept = try site.site.app.read {
      try String.fetchOne(
        $0, sql: "SELECT act || before FROM template_span_audit WHERE span_id = ?", arguments: [span])
    }
    #expect(kept?.hasPrefix("delete{\"alter\":") == true)
  }

  @Test func `comments come and go`() throws {
    let span = try system.span(0, "2026-01-05T08:00:00Z", "2026-01-05T10:00:00Z")
    let path = "\(base)/spans/\(span)"
    #expect(
      site.post("\(path)/comments", ["comment": "by the <sea>\nall day"], as: david).status == .seeOther)
    #expect(site.get(path, as: david).text.contains("by the &lt;sea&gt;"))
    #expect(site.get("\(base)/history", as: david).text.contains("1 comment"))
    let long = String(repeating: "x", count: 1001)
    let refused = site.post("\(path)/comments", ["comment": long], as: david)
    #expect(refused.status == .unprocessableContent && refused.text.contains(long))
    let id = try site.site.app.read { try Int64.fetchOne($0, sql: "SELECT id FROM template_span_comment") }
    #expect(site.post("\(path)/comments", ["remove": "\(try #require(id))"], as: david).status == .seeOther)
    #expect(!site.get(path, as: david).text.contains("by the"))
  }
}
