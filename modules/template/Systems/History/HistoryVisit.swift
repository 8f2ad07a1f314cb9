import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /systems/:account/history: what somebody else may see of it. Where that is nothing, there is no page.
  func historyVisit(_ request: Request) throws -> Response {
    let account = try request.id("account")
    let visit = try house.read { db in
      try HistoryVisit(account, onlooker(of: request, at: account, db), request, db)
    }
    guard let visit else { throw Fault.notFound }
    return try house.page("template/history-visit", visit.value, request)
  }
}

/// An account's history as somebody else sees it, with the names that others read.
private struct HistoryVisit: Renderable {
  let account: Int64
  let name: String
  let zone: Zone
  let page: HistoryPage
  let speakers: [Int64: Speaker]
  let mentions: Mentions
  let isLater: Bool
  let now: Moment

  init?(_ account: Int64, _ onlooker: Onlooker, _ request: Request, _ db: Database) throws {
    let person = try String.fetchOne(
      db, sql: "SELECT name FROM person WHERE id = ?", arguments: [account])
    guard let person, try HistoryPage.isShown(to: onlooker, of: account, db) else { return nil }
    (self.account, name, now) = (account, person, request.now)
    zone = try Zone.of(account, db)
    let start = Systems.start(request, zone)
    let page = try HistoryPage.shown(to: onlooker, of: account, before: start, db)
    (self.page, isLater) = (page, start != nil)
    speakers = try Self.speakers(page, onlooker, db)
    mentions = try Mentions(in: page.texts, of: account, for: onlooker, db)
  }

  private static func speakers(
    _ page: HistoryPage, _ onlooker: Onlooker, _ db: Database
  ) throws -> [Int64: Speaker] {
    try Set(page.lines.map(\.alter.id)).reduce(into: [:]) { speakers, id in
      speakers[id] = try AccountAlter.find(id, db)?.speaker(for: onlooker, href: "/alters/\(id)")
    }
  }

  var value: Value {
    let days = HistoryDays(page, mentions, zone, now: now, base: nil) { alter in
      speakers[alter.id] ?? Speaker(name: "", handle: "")
    }
    return [
      "name": name, "zone": zone.words, "hasDays": !page.lines.isEmpty, "days": days,
      "earlier": page.next.map { "/systems/\(account)/history?before=\($0.text)" },
      "later": isLater ? "/systems/\(account)/history" : nil,
    ]
  }
}
