import GRDB
import Kit

/// What people are to the owner of a system.
package struct Acquaintances: Sendable, Equatable {
  /// nil: the site's own system, while it belongs to nobody's account.
  let owner: Int64?
  let isSite: Bool
  var friends: Set<Int64> = []
  /// The lists that a friend is on.
  var lists: [Int64: Set<Int64>] = [:]
  var blocked: Set<Int64> = []

  /// How a friend looks at the system.
  func friend(_ account: Int64) -> Onlooker { Onlooker(.friend, lists: lists[account] ?? []) }

  /// How an account looks at the system that holds no permission about it.
  func onlooker(_ account: Int64) -> Onlooker {
    if account == owner { return .owner }
    if blocked.contains(account) { return .visitor }
    return friends.contains(account) ? friend(account) : .member
  }
}

extension Acquaintances {
  /// Of everybody, for the system that every page asks about.
  static func site(_ blocks: BlocksDoor, _ db: Database) throws -> Acquaintances {
    let owner = try SiteSystem.owner(db)
    guard let owner else { return Acquaintances(owner: nil, isSite: true) }
    return try everybody(around: owner, isSite: true, blocks, db)
  }

  static func everybody(
    around owner: Int64, isSite: Bool = false, _ blocks: BlocksDoor, _ db: Database
  ) throws -> Acquaintances {
    Acquaintances(
      owner: owner, isSite: isSite, friends: try Friend.ids(of: owner, db),
      lists: try PeopleList.placements(of: owner, db), blocked: try blocks.of(owner, db))
  }

  /// Around an account, as far as one onlooker needs it.
  static func of(_ owner: Int64, for account: Int64?, _ blocks: BlocksDoor, _ db: Database) throws
    -> Acquaintances
  {
    var circle = Acquaintances(owner: owner, isSite: false)
    guard let account, account != owner else { return circle }
    if try blocks.of(owner, db).contains(account) { circle.blocked = [account] }
    guard try Friend.exists(account, of: owner, db) else { return circle }
    circle.friends = [account]
    circle.lists[account] = try PeopleList.placements(of: account, on: owner, db)
    return circle
  }
}

extension Systems {
  /// How the viewer of a request looks at the site's own system.
  package func onlooker(of request: Request) throws -> Onlooker {
    Onlooker(request.viewer, in: try circle.get(for: request))
  }

  /// How the viewer of a request looks at an account's system; nil: the site's own.
  package func onlooker(of request: Request, at owner: Int64?, _ db: Database) throws -> Onlooker {
    guard let owner else { return Onlooker(request.viewer, in: try circle.get(db)) }
    let circle = try Acquaintances.of(owner, for: request.viewer.account?.id, house.doors.blocks, db)
    return Onlooker(request.viewer, in: circle)
  }
}
