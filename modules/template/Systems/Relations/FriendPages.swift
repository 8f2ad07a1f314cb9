import Foundation
import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/friends?who=ID: friends, who asks and is asked, lists, and what friends are told.
  func friendList(_ request: Request) throws -> Response { try friends(request) }

  /// POST /account/friends: would somebody be a friend?
  func friendAsk(_ request: Request) throws -> Response {
    let account = try request.account()
    guard request.viewer.restraint == nil else { throw request.viewer.refusal }
    let name = PlainText.line(try request.form()["name"]).trimmingPrefix("@")
    let wish = FriendWish(
      account: account.id, name: String(name), now: request.now, blocks: house.doors.blocks)
    do {
      let outcome = try relate { try wish.grant($0) }
      let sentence =
        outcome == .friends ? "You are friends." : "Asked. You are friends as soon as they accept."
      return .seeOther("/account/friends").flash(.good, sentence)
    } catch let refusal as Sentence {
      return try friends(request, typed: String(name), error: refusal.text, status: .unprocessableContent)
    }
  }

  /// POST /account/friends/:id/accept
  func friendAccept(_ request: Request) throws -> Response {
    let (account, other) = (try request.account().id, try request.id("id"))
    let isDone = try relate { db in
      guard try FriendAsk.isWaiting(from: other, to: account, db) else { return false }
      guard try Friend.ids(of: account, db).count < Friend.most else {
        throw Fault.invalid("There is room for \(Friend.most) friends.")
      }
      try Friend.begin(account, other, at: request.now, db)
      return true
    }
    guard isDone else { throw Fault.notFound }
    return .seeOther("/account/friends").flash(.good, "You are friends.")
  }

  /// POST /account/friends/:id/decline: silently.
  func friendDecline(_ request: Request) throws -> Response {
    let (account, other) = (try request.account().id, try request.id("id"))
    try house.write { try FriendAsk.decline(from: other, by: account, $0) }
    return .seeOther("/account/friends").flash(.good, "Declined. They are not told.")
  }

  /// POST /account/friends/:id/withdraw
  func friendWithdraw(_ request: Request) throws -> Response {
    let (account, other) = (try request.account().id, try request.id("id"))
    try house.write { try FriendAsk.withdraw(from: account, to: other, $0) }
    return .seeOther("/account/friends").flash(.good, "Taken back.")
  }

  /// POST /account/friends/:id/remove: at once and silently.
  func friendRemove(_ request: Request) throws -> Response {
    let (account, other) = (try request.account().id, try request.id("id"))
    try relate { try Friend.end(account, other, $0) }
    return .seeOther("/account/friends").flash(.good, "You are friends no longer. They are not told.")
  }

  /// POST /account/friends/:id/hear: whether one is told of a friend's switches.
  func friendHear(_ request: Request) throws -> Response {
    let (account, other) = (try request.account().id, try request.id("id"))
    let isWanted = try request.form()["hear"] == "yes"
    guard try house.write({ try Friend.hear(isWanted, of: other, by: account, $0) }) else {
      throw Fault.notFound
    }
    return .seeOther("/account/friends").flash(.good, "Saved.")
  }

  /// POST /account/friends/telling: whether friends are told of one's own switches, and of whom not.
  func friendTelling(_ request: Request) throws -> Response {
    let account = try request.account().id
    let form = try request.form()
    let untold = Set(form.all("untold").compactMap { Int64($0) })
    try house.write { db in
      try Telling.set(form["tell"] == "yes", for: account, db)
      try Telling.keepUntold(untold, of: account, db)
    }
    return .seeOther("/account/friends").flash(.good, "Saved.")
  }

  /// POST /account/friends/site: whether the site's own system is one's own, with one's friends and lists.
  func friendSite(_ request: Request) throws -> Response {
    let account = try request.account().id
    let isOwn = try request.form()["own"] == "yes"
    try relate { db in
      let before = try SiteSystem.owner(db)
      let after = isOwn ? account : nil
      guard before != after else { return }
      try SiteSystem.setOwner(after, db)
      // Lists are their owner's: what was shown to another one's is private now.
      try ShownTo.forgetLists(ofSiteBut: after, db)
      try house.doors.audit(
        AuditEntry("system.owner", "template:front", before: before.record, after: after.record, by: request),
        db)
    }
    return .seeOther("/account/friends").flash(.good, "Saved.")
  }

  private func friends(
    _ request: Request, typed: String? = nil, error: String? = nil, status: Response.Status = .ok
  ) throws -> Response {
    let account = try request.account()
    let page = try house.read { db in
      try FriendsPage(account.id, request, blocks: house.doors.blocks, db)
    }
    return try house.page("template/friends", page.value(typed: typed, error: error), request, status: status)
  }
}

extension Int64? {
  fileprivate var record: String { map { "user:\($0)" } ?? "nobody" }
}

/// All that the page of friends shows.
private struct FriendsPage {
  let now: Moment
  let friends: [Friend]
  let received: [FriendAsk]
  let sent: [FriendAsk]
  let lists: [PeopleList]
  let asked: String?
  let telling: Telling
  /// nil for those who don't look after the site's own system.
  let ownsSite: Bool?

  init(_ account: Int64, _ request: Request, blocks: BlocksDoor, _ db: Database) throws {
    now = request.now
    friends = try Friend.list(of: account, db)
    let blocked = try blocks.of(account, db)
    received = try FriendAsk.received(by: account, db).filter { !blocked.contains($0.id) }
    sent = try FriendAsk.sent(by: account, db)
    lists = try PeopleList.list(of: account, db)
    telling = try Telling.of(account, db)
    asked = try request.query["who"].flatMap { Int64($0) }.flatMap {
      try String.fetchOne(db, sql: "SELECT name FROM person WHERE id = ?", arguments: [$0])
    }
    let mayManage = request.viewer.can(Systems.mayManage)
    ownsSite = mayManage ? try SiteSystem.owner(db) == account : nil
  }

  func value(typed: String?, error: String?) -> Value {
    [
      "friends": friends.map(view), "hasFriends": !friends.isEmpty,
      "received": received.map(view), "hasReceived": !received.isEmpty,
      "sent": sent.map(view), "hasSent": !sent.isEmpty,
      "lists": lists.map(view), "hasLists": !lists.isEmpty,
      "field": field(typed, error), "error": error, "telling": telling,
      "site": ownsSite.map { ["isOwn": $0, "next": $0 ? "no" : "yes"] as Value },
    ]
  }

  private func field(_ typed: String?, _ error: String?) -> Value {
    [
      "name": "name", "label": "Name of the account", "type": "text", "value": typed ?? asked,
      "hint": Value.null,
      "required": true, "autocomplete": "off", "error": error,
    ]
  }

  private func view(_ friend: Friend) -> Value {
    [
      "id": friend.id, "name": friend.name, "since": friend.since.view(from: now), "hears": friend.hears,
      "next": friend.hears ? "no" : "yes",
    ]
  }

  private func view(_ ask: FriendAsk) -> Value {
    ["id": ask.id, "name": ask.name, "since": ask.at.view(from: now)]
  }

  private func view(_ list: PeopleList) -> Value {
    ["href": "/account/lists/\(list.id)", "title": list.name, "people": list.people]
  }
}
