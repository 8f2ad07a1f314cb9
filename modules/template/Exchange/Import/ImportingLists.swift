import GRDB
import Kit
import TemplateSystems

/// Lists of people, or privacy buckets, become lists to which is shown what was shown to them there. Nobody is on
/// them, so that nobody sees more than now, unless it is to be as our own archive says.
extension Importing {
  mutating func putLists() throws {
    guard wishes.makesLists, !file.lists.isEmpty else { return }
    var (known, names) = try lists()
    var made: [SystemFile.Key: Int64] = [:]
    for list in file.lists {
      // There may be people on it by now, who would see whatever is new there.
      guard known.insert(list.key).inserted else {
        report.count(.lists, .same)
        continue
      }
      made[list.key] = plan.insert(
        .list, ["name", "account_id", "source_app", "source_id"],
        [
          Self.free(list.name, &names).databaseValue, account.databaseValue, list.key.app.databaseValue,
          list.key.id.databaseValue,
        ])
      report.count(.lists, .new)
    }
    try putPeople(made)
    let seen = alterLevels()
    for shown in file.shown { try show(shown, made, seen) }
  }

  private mutating func show(
    _ shown: SystemFile.Shown, _ lists: [SystemFile.Key: Int64], _ seen: [SystemFile.Key: Visibility]
  ) throws {
    guard let list = lists[shown.list], let id = id(of: shown) else { return }
    // Only what nobody sees yet.
    let isOpen = isAsSaid && shown.kind == .alter && shown.object.flatMap { seen[$0] } ?? .nobody != .nobody
    guard try id < 0 ? !isOpen : isUnshown(shown.kind, id) else { return }
    _ = plan.insert(
      .shown, ImportSheet.shown.columns,
      [shown.kind.rawValue.databaseValue, id.databaseValue, list.databaseValue])
  }

  /// Those whom the account could put there by hand: its friends.
  private mutating func putPeople(_ lists: [SystemFile.Key: Int64]) throws {
    let friends = try Friend.ids(of: account, db).reduce(into: [SystemFile.Key: Int64]()) {
      $0[origin.key($1)] = $1
    }
    for list in file.lists {
      guard let id = lists[list.key] else { continue }
      for person in list.people {
        guard let friend = person.key.flatMap({ friends[$0] }) else {
          report.remarks.note(.dropped, Remarks.strangers, at: person.name)
          continue
        }
        guard isAsSaid else {
          report.remarks.note(.yours, "people who come onto a list only where it is as the file says")
          continue
        }
        _ = plan.insert(
          .listed, ["list_id", "friend_id", "account_id"], [id, friend, account].map(\.databaseValue))
      }
    }
  }

  private func alterLevels() -> [SystemFile.Key: Visibility] {
    Dictionary(file.alters.map { ($0.key, $0.visibility) }) { first, _ in first }
  }

  private func id(of shown: SystemFile.Shown) -> Int64? {
    switch shown.kind {
    case .system, .front, .history: account
    case .group: shown.object.flatMap { groupIds[$0] }
    case .field: shown.object.flatMap { fieldIds[$0] }
    case .alter, .alterFront, .name, .pronouns, .description, .birthday, .avatar, .color:
      shown.object.flatMap { alterIds[$0] }
    }
  }

  private func isUnshown(_ kind: ShownTo.Kind, _ id: Int64) throws -> Bool {
    let isShown = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM template_shown_to WHERE kind = ? AND object_id = ?)",
      arguments: [kind.rawValue, id])
    guard isShown == false else { return false }
    let level = try String.fetchOne(db, sql: kind.level, arguments: [id])
    return level ?? kind.withoutRow.rawValue == Visibility.nobody.rawValue
  }

  private func lists() throws -> (known: Set<SystemFile.Key>, names: Set<String>) {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, source_app, source_id, name FROM template_list WHERE account_id = ?",
      arguments: [account])
    return (Set(rows.map(origin.key)), Set(rows.map { $0[3] }))
  }

  /// A list of that name may hold people already.
  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    let stem = name.isEmpty ? "List" : String(name.prefix(PeopleList.longest - 4))
    var (free, number) = (stem, 1)
    while !taken.insert(free).inserted {
      number += 1
      free = "\(stem) \(number)"
    }
    return free
  }
}

extension ShownTo.Kind {
  /// SQL for how far something is shown.
  fileprivate var level: String {
    switch self {
    case .alter: "SELECT visibility FROM template_alter WHERE id = ?"
    case .alterFront: "SELECT front_visibility FROM template_alter WHERE id = ?"
    case .group: "SELECT visibility FROM template_group WHERE id = ?"
    case .field: "SELECT visibility FROM template_field WHERE id = ?"
    case .system: "SELECT visibility FROM template_account WHERE account_id = ?"
    case .front: "SELECT front_visibility FROM template_account WHERE account_id = ?"
    case .history: "SELECT history_visibility FROM template_account WHERE account_id = ?"
    case .name, .pronouns, .description, .birthday, .avatar, .color:
      """
      SELECT visibility FROM template_field_visibility
      WHERE alter_id = ? AND 'alter.' || field = '\(rawValue)'
      """
    }
  }

  /// What holds where there is no row.
  fileprivate var withoutRow: Visibility {
    switch self {
    case .system, .front, .history: .nobody
    default: .everyone
    }
  }
}
