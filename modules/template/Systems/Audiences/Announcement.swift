import GRDB
import Kit

/// Tells open pages that the face has changed: those whose face it is, and nobody else. A switch that
/// somebody may not see must not even be felt.
struct Announcement {
  /// The system, and what people are to its owner.
  typealias Scene = (system: SiteSystem, circle: Acquaintances)

  let before: Scene
  let after: Scene
  let ids: FaceIds
  /// As it was before, if what faces are made of has changed.
  var old: FaceIds?

  /// Whoever sees less is contained in those who see more: the widest circle whose face changed is told, or
  /// else each friend whose face did.
  func publish(_ doors: Doors, _ db: Database) throws {
    if let id = change(for: .visitor) { return try tell(.everyone, id, doors, db) }
    if let id = change(for: .member) { return try tellMembers(id, doors, db) }
    for (friend, id) in changesForFriends() { try tell(.account(friend), id, doors, db) }
    guard let id = change(for: .owner) else { return }
    try tell(.holders(permission: Systems.mayFront), id, doors, db)
    if let owner = after.circle.owner { try tell(.account(owner), id, doors, db) }
  }

  /// Whoever is blocked sees what visitors see, and is told no more; unless they look after the system.
  private func tellMembers(_ id: String, _ doors: Doors, _ db: Database) throws {
    let blocked = before.circle.blocked.intersection(after.circle.blocked)
    try tell(.holders(permission: Systems.maySee, except: blocked), id, doors, db)
    guard !blocked.isEmpty, let id = change(for: .owner) else { return }
    try tell(.holders(permission: Systems.mayFront), id, doors, db)
  }

  private func tell(_ audience: Audience, _ id: String, _ doors: Doors, _ db: Database) throws {
    try doors.publish(Event("face", to: audience, body: "{\"face\":\"\(id)\"}"), db)
  }

  /// The new id, if it is another one, anywhere on the site.
  private func change(for onlooker: Onlooker) -> String? { change(from: onlooker, to: onlooker) }

  private func change(from earlier: Onlooker, to new: Onlooker) -> String? {
    let (now, then) = (
      ids(after.system, new), (self.old ?? ids)(before.system, earlier)
    )
    let houses = Set(now.keys).union(then.keys)
    guard houses.contains(where: { (now[$0] ?? now[""]) != (then[$0] ?? then[""]) }) else { return nil }
    return now[""]
  }

  /// Those who were friends or blocked, or are.
  private func changesForFriends() -> [(account: Int64, id: String)] {
    let (old, new) = (before.circle, after.circle)
    let people = old.friends.union(new.friends).union(old.blocked).union(new.blocked)
    var known: [[Onlooker]: String?] = [:]
    return people.sorted().compactMap { account in
      let steps = [old.onlooker(account), new.onlooker(account)]
      let id = known[steps] ?? change(from: steps[0], to: steps[1])
      known[steps] = id
      return id.map { (account, $0) }
    }
  }
}

/// The ids of the faces of those who follow the front, by house; "" for what most houses wear.
package typealias FaceIds = @Sendable (_ system: SiteSystem, _ onlooker: Onlooker) -> [String: String]
