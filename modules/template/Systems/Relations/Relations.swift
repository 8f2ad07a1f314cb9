import GRDB
import Kit

extension Systems {
  /// A change of what people are to each other: whoever sees another face by it is told.
  func relate<Answer>(_ change: (Database) throws -> Answer) throws -> Answer {
    try house.write { db in try relating(db) { try change(db) } }
  }

  private func relating<Answer>(_ db: Database, _ change: () throws -> Answer) throws -> Answer {
    let before = try scene(db)
    let answer = try change()
    try Announcement(before: before, after: scene(db), ids: faces.faceIds).publish(house.doors, db)
    return answer
  }

  func scene(_ db: Database) throws -> Announcement.Scene {
    (try SiteSystem.current(db), try Acquaintances.site(house.doors.blocks, db))
  }

  /// Friendship ends at once, and what members see is seen by them no longer.
  package func block(_ blocked: Int64, by account: Int64, _ db: Database) throws {
    var before = try scene(db)
    if before.circle.owner == account { before.circle.blocked.remove(blocked) }
    try Friend.end(account, blocked, db)
    try FriendAsk.decline(from: blocked, by: account, db)
    try FriendAsk.withdraw(from: account, to: blocked, db)
    try Announcement(before: before, after: scene(db), ids: faces.faceIds).publish(house.doors, db)
  }
}

/// Somebody typed a name to ask for friendship: what came of it, or why nothing did.
struct FriendWish {
  enum Outcome: Equatable { case asked, friends }

  let account: Int64
  let name: String
  let now: Moment
  let blocks: BlocksDoor

  /// Throws `Sentence` with a sentence for the person. Whoever is blocked is answered as everybody is.
  func grant(_ db: Database) throws -> Outcome {
    let other = try find(db)
    guard other != account else { throw Sentence("This is you.") }
    guard try !Friend.exists(other, of: account, db) else { throw Sentence("You are friends already.") }
    guard try !blocks.of(account, db).contains(other) else {
      throw Sentence("You blocked this person. Take the block back first.")
    }
    guard try Friend.ids(of: account, db).count < Friend.most else {
      throw Sentence("There is room for \(Friend.most) friends.")
    }
    if try FriendAsk.isWaiting(from: other, to: account, db) {
      try Friend.begin(account, other, at: now, db)
      return .friends
    }
    guard try FriendAsk.countSent(by: account, db) < FriendAsk.most else {
      throw Sentence("You are waiting for \(FriendAsk.most) answers. Take one of them back first.")
    }
    let isHeard = try !blocks.of(other, db).contains(account)
    try FriendAsk.send(from: account, to: other, isHeard: isHeard, at: now, db)
    return .asked
  }

  private func find(_ db: Database) throws -> Int64 {
    let id = try Int64.fetchOne(
      db, sql: "SELECT id FROM person WHERE name = ?1 COLLATE NOCASE ORDER BY name <> ?1 LIMIT 1",
      arguments: [name])
    guard let id else { throw Sentence("Nobody here has this name.") }
    return id
  }
}

/// Why a form was not taken, for the person who sent it.
struct Sentence: Error, Equatable {
  let text: String

  init(_ text: String) { self.text = text }
}
