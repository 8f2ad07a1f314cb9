import GRDB
import Kit

/// Privacy buckets become lists with nobody in them, to which their alters are shown: nobody sees more than now.
extension Importing {
  mutating func putLists() throws {
    guard wishes.makesLists, !file.buckets.isEmpty else { return }
    var (known, names) = try lists()
    var made: [SystemFile.Key: Int64] = [:]
    for bucket in file.buckets {
      // There may be people on it by now, who would see whoever is new in the bucket.
      guard known.insert(bucket.key).inserted else {
        report.count(.lists, .same)
        continue
      }
      made[bucket.key] = plan.insert(
        .list, ["name", "account_id", "source_app", "source_id"],
        [
          Self.free(bucket.name, &names).databaseValue, account.databaseValue, bucket.key.app.databaseValue,
          bucket.key.id.databaseValue,
        ])
      report.count(.lists, .new)
    }
    for member in file.alters { try show(member, made) }
  }

  /// Only whom nobody sees yet.
  private mutating func show(_ member: SystemFile.Member, _ lists: [SystemFile.Key: Int64]) throws {
    guard let id = alterIds[member.key],
      try id < 0 ? !isAsSaid || member.visibility == .nobody : isUnshown(id)
    else { return }
    for list in member.buckets.compactMap({ lists[$0] }) {
      _ = plan.insert(
        .shown, ImportSheet.shown.columns,
        [ShownTo.Kind.alter.rawValue.databaseValue, id.databaseValue, list.databaseValue])
    }
  }

  private func isUnshown(_ alter: Int64) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT visibility = 'private' AND NOT EXISTS (
          SELECT 1 FROM template_shown_to WHERE kind = ? AND object_id = template_alter.id)
        FROM template_alter WHERE id = ?
        """, arguments: [ShownTo.Kind.alter.rawValue, alter]) ?? false
  }

  private func lists() throws -> (known: Set<SystemFile.Key>, names: Set<String>) {
    let rows = try Row.fetchAll(
      db, sql: "SELECT name, source_app, source_id FROM template_list WHERE account_id = ?",
      arguments: [account])
    let keys = rows.compactMap { row -> SystemFile.Key? in
      guard let app: String = row[1], let id: String = row[2] else { return nil }
      return SystemFile.Key(app: app, id: id)
    }
    return (Set(keys), Set(rows.map { $0[0] }))
  }

  /// A list of that name may hold people already.
  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    let stem = name.isEmpty ? "Bucket" : String(name.prefix(PeopleList.longest - 4))
    var (free, number) = (stem, 1)
    while !taken.insert(free).inserted {
      number += 1
      free = "\(stem) \(number)"
    }
    return free
  }
}
