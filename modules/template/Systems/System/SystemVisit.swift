import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /systems/:account: what may be seen of an account's system. One that is kept private answers like an
  /// account that isn't there.
  func systemVisit(_ request: Request) throws -> Response {
    let id = try request.id("account")
    let page = try house.read { db -> SystemVisit? in
      guard let account = try SystemVisit.account(id, db) else { return nil }
      let onlooker = try onlooker(of: request, at: account.id, db)
      let system = try AccountSystem.find(account.id, db)
      guard onlooker.sees(system.shownTo) else { return nil }
      var visit = try SystemVisit(
        account, system, Glance(onlooker, asked: request.query["as"]), request.query, db)
      visit.hasHistory = try HistoryPage.isShown(to: onlooker, of: account.id, db)
      visit.asking = try asking(account.id, request.viewer, db)
      return visit
    }
    guard let page else { throw Fault.notFound }
    let description = try page.mentions.view(cooked: house.cooked(page.shownDescription))
    return try house.page("template/system-visit", page.view(description), request)
  }
}

/// An account's system as somebody sees it.
struct SystemVisit {
  private let account: Viewer.Account
  private let system: AccountSystem
  private let glance: Glance
  private let groups: [AlterGroup]
  private let group: AlterGroup?
  private let listing: AlterListing
  private let alters: [AccountAlter]
  private let count: Int
  fileprivate let mentions: Mentions
  /// Whether anything may be seen of when they fronted.
  fileprivate var hasHistory = false
  fileprivate var asking: String?

  fileprivate init(
    _ account: Viewer.Account, _ system: AccountSystem, _ glance: Glance, _ query: Fields, _ db: Database
  ) throws {
    (self.account, self.system, self.glance) = (account, system, glance)
    let seen = try AlterGroup.all(of: account.id, seenBy: glance.onlooker, db)
    let chosen = query["group"].flatMap { id in seen.first { "\($0.id)" == id } }
    var part = AlterListing(account: account.id, onlooker: glance.onlooker)
    part.groups = chosen.map { GroupTree(seen).ids(below: $0.id) }
    let count = try part.count(db)
    part.page = min(max(1, query["page"].flatMap { Int($0) } ?? 1), part.last(of: count))
    alters = try part.fetch(db)
    (groups, group, listing, self.count) = (seen, chosen, part, count)
    mentions = try Mentions(
      in: [system.description, chosen?.description ?? ""], of: account.id, for: glance.onlooker, db)
  }

  fileprivate static func account(_ id: Int64, _ db: Database) throws -> Viewer.Account? {
    try String.fetchOne(
      db.cachedStatement(sql: "SELECT name FROM person WHERE id = ?"), arguments: [id]
    ).map { Viewer.Account(id: id, name: $0) }
  }

  /// Where an account's system is told of, if these may see that.
  static func home(of account: Int64, for onlooker: Onlooker, _ db: Database) throws -> Value? {
    let system = try AccountSystem.find(account, db)
    guard onlooker.sees(system.shownTo), let owner = try Self.account(account, db) else { return nil }
    return [
      "href": "/systems/\(account)", "title": system.name.isEmpty ? owner.name : system.name,
    ]
  }

  private var isThere: Bool { glance.onlooker.sees(system.shownTo) }

  var shownDescription: String { isThere ? system.description : "" }

  func view(_ description: Value) -> Value {
    let title = system.name.isEmpty ? account.name : system.name
    return [
      "isThere": isThere, "title": isThere ? title : "Not there",
      "handle": account.name,
      "speaker": Speaker(
        name: title, handle: "", pronouns: system.pronouns, color: system.color, picture: system.avatar),
      "tag": system.tag, "isOwner": glance.isOwner, "glances": glance.choices(path),
      "description": description,
      "alters": alters.map(card), "hasAlters": !alters.isEmpty,
      "groups": groups.map { group in
        [
          "name": group.name, "emoji": group.emoji, "href": address(1, group.id),
          "current": group.id == self.group?.id,
        ] as Value
      }, "hasGroups": !groups.isEmpty, "everybody": address(1, nil), "group": group?.view(mentions),
      "edit": glance.isOwner ? "/account/system/edit" : nil,
      "asking": asking,
      "history": hasHistory ? "\(path)/history" : nil,
      "pagination": Pagination(current: listing.page, last: listing.last(of: count)) {
        address($0, group?.id)
      },
    ]
  }

  private func card(_ alter: AccountAlter) -> Value {
    [
      "speaker": alter.speaker(for: glance.onlooker, href: "/alters/\(alter.id)\(glance.suffix("?"))"),
      "isStatus": alter.kind == .status,
    ]
  }

  private var path: String { "/systems/\(account.id)" }

  private func address(_ page: Int, _ group: Int64?) -> String {
    var parts = group.map { ["group=\($0)"] } ?? []
    if page > 1 { parts.append("page=\(page)") }
    if !glance.suffix("").isEmpty { parts.append(glance.suffix("")) }
    return parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
  }
}

extension Glance {
  /// Keeps the chosen eyes from page to page.
  func suffix(_ lead: String) -> String {
    isOwner && onlooker != .owner ? "\(lead)as=\(onlooker.standing)" : ""
  }
}
