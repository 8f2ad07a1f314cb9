import GRDB
import Kit
import TemplateSystems

/// Groups, those on top first, and who is in them.
extension Importing {
  mutating func putGroups() throws {
    let known = try KnownRow.all(.group, of: account, origin: origin, db)
    var tree = try Tree(of: account, db)
    let links = try Links(of: account, db)
    var position = try next("template_group")
    for group in topDown(file.groups) {
      let parent = group.parent.flatMap { groupIds[$0] }
      if group.name.isEmpty {
        report.remarks.note(.mended, "groups without a name are called “Unnamed”", at: group.place?.words)
      }
      if let row = known[group.key] {
        groupIds[group.key] = row.id
        let isChanged = try change(group, row, parent, &tree)
        let isOther = try putMembers(of: group, row.id, links)
        report.count(.groups, isChanged || isOther ? .changed : .same)
      } else if !staysDeleted(group.key, .group, at: group.place) {
        let id = try make(group, parent, position)
        (groupIds[group.key], position) = (id, position + 1)
        _ = try putMembers(of: group, id, links)
        report.count(.groups, .new)
      }
      advance()
    }
  }

  private func values(_ group: SystemFile.Group, _ parent: Int64?, _ seen: DatabaseValue) -> [DatabaseValue] {
    let name = group.name.isEmpty ? "Unnamed" : group.name
    return [parent.databaseValue] + [name, group.description, group.color, group.emoji].map(\.databaseValue)
      + [seen]
  }

  private mutating func make(_ group: SystemFile.Group, _ parent: Int64?, _ position: Int) throws -> Int64 {
    plan.insert(
      .group, ImportSheet.group.columns + ["account_id", "position", "source_app", "source_id"],
      values(group, parent, said(group.visibility)) + [
        account.databaseValue, position.databaseValue, group.key.app.databaseValue,
        group.key.id.databaseValue,
      ])
  }

  private mutating func change(
    _ group: SystemFile.Group, _ row: KnownRow, _ parent: Int64?, _ tree: inout Tree
  ) throws -> Bool {
    let wanted = values(group, parent, group.visibility.rawValue.databaseValue)
    let merge = Merge(row, wanted, .group, asSaid: isAsSaid)
    note(merge, at: group.place)
    var values = merge.values
    // Somebody may have arranged them the other way round here.
    if let above = Int64.fromDatabaseValue(values[0]), tree.contains(row.id, above: above) {
      values[0] = row.values[0]
    }
    guard values != row.values else { return false }
    tree.parents[row.id] = Int64.fromDatabaseValue(values[0])
    plan.update(.group, key: [row.id.databaseValue], from: row.values, to: values)
    return true
  }

  private mutating func putMembers(of group: SystemFile.Group, _ id: Int64, _ links: Links) throws -> Bool {
    var isChanged = false
    let wanted = Set(group.members.compactMap { alterIds[$0] })
    for alter in group.members.compactMap({ alterIds[$0] }).uniqued
    where links.memberships[Links.Key(id, "\(alter)")] == nil {
      _ = plan.insert(.membership, ImportSheet.membership.columns, [id, alter].map(\.databaseValue))
      isChanged = true
    }
    for (key, link) in links.members(of: id) where link.here != nil && link.base != nil {
      guard let alter = Int64(key.part), !wanted.contains(alter) else { continue }
      let key = [id, alter].map(\.databaseValue)
      plan.remove(.membership, key: key, was: key)
      isChanged = true
    }
    return isChanged
  }

  private func topDown(_ groups: [SystemFile.Group]) -> [SystemFile.Group] {
    let parents = Dictionary(groups.map { ($0.key, $0.parent) }) { first, _ in first }
    func depth(_ group: SystemFile.Group) -> Int {
      var (depth, above) = (0, group.parent)
      while let key = above, depth <= GroupKnots.deepest {
        depth += 1
        above = parents[key] ?? nil
      }
      return depth
    }
    return groups.map { (depth($0), $0) }.enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
  }

  /// The account's groups as they stand.
  private struct Tree {
    var parents: [Int64: Int64] = [:]

    init(of account: Int64, _ db: Database) throws {
      let rows = try Row.fetchCursor(
        db, sql: "SELECT id, parent_id FROM template_group WHERE account_id = ? AND parent_id IS NOT NULL",
        arguments: [account])
      while let row = try rows.next() { parents[row[0]] = row[1] }
    }

    /// Whether one is found on the way up from another.
    func contains(_ id: Int64, above start: Int64) -> Bool {
      var (place, steps) = (start as Int64?, 0)
      while let here = place, steps < 1000 {
        if here == id { return true }
        (place, steps) = (parents[here], steps + 1)
      }
      return false
    }
  }
}
