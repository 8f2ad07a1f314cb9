import GRDB
import Kit
import TemplateSystems

/// What belongs to an alter: who sees which field, brackets, what the custom fields say.
extension Importing {
  mutating func putParticulars() throws {
    let links = try Links(of: account, db)
    var owners = self.owners(of: links)
    for member in file.alters {
      guard let id = alterIds[member.key] else { continue }
      var isChanged = changed.contains(member.key)
      isChanged = try putNarrower(member, id, links) || isChanged
      isChanged = try putTags(member, id, links, &owners) || isChanged
      isChanged = try putValues(member, id, links) || isChanged
      report.count(.alters, made.contains(member.key) ? .new : isChanged ? .changed : .same)
    }
  }

  /// A field that the file hides is hidden; one that it shows is shown only if that is wanted.
  private mutating func putNarrower(_ member: SystemFile.Member, _ id: Int64, _ links: Links) throws -> Bool {
    var isChanged = false
    for (field, visibility) in member.narrower.sorted(by: { $0.key < $1.key }) {
      let key = [id.databaseValue, field.databaseValue]
      let row = key + [visibility.rawValue.databaseValue]
      let link = links.narrower[Links.Key(id, field)]
      switch link?.here {
      case nil:
        // Who opened it here since knows why.
        guard link?.base == nil else { continue }
        _ = plan.insert(.narrower, ImportSheet.narrower.columns, row)
      case row[2]: continue
      case .some(let here):
        guard here == link?.base, isAsSaid || !Merge.isWider(row[2], than: here) else { continue }
        plan.update(.narrower, key: key, from: key + [here], to: row)
      }
      isChanged = true
    }
    guard isAsSaid else { return isChanged }
    for (key, link) in links.narrower(of: id)
    where link.here != nil && link.here == link.base && member.narrower[key.part] == nil {
      let known = [id.databaseValue, key.part.databaseValue]
      plan.remove(.narrower, key: known, was: known + [link.here].compactMap(\.self))
      isChanged = true
    }
    return isChanged
  }

  /// Whose tags are whose, without those that this import takes away: nobody has somebody else's.
  private func owners(of links: Links) -> [ProxyTags: Int64] {
    let wanted = Dictionary(
      file.alters.compactMap { member in alterIds[member.key].map { ($0, member.tags) } }
    ) {
      first, _ in first
    }
    var owners: [ProxyTags: Int64] = [:]
    for (alter, rows) in links.tags {
      for row in rows where !row.isImported || wanted[alter]?.contains(row.tag) ?? true {
        owners[ProxyTags(row.tag)] = alter
      }
    }
    return owners
  }

  private mutating func putTags(
    _ member: SystemFile.Member, _ id: Int64, _ links: Links, _ owners: inout [ProxyTags: Int64]
  ) throws -> Bool {
    var isChanged = false
    let known = links.tags[id] ?? []
    for tag in member.tags.uniqued
    where !known.contains(where: { $0.tag == tag }) && !links.removedTags.contains(Links.TagKey(id, tag)) {
      guard owners[ProxyTags(tag), default: id] == id else {
        report.remarks.note(
          .dropped, "proxy tags that somebody else of you has already", at: member.place?.words)
        continue
      }
      owners[ProxyTags(tag)] = id
      _ = plan.insert(
        .tag, ImportSheet.tag.columns,
        [id.databaseValue, tag.prefix.databaseValue, tag.suffix.databaseValue])
      isChanged = true
    }
    for row in known where row.isImported && !member.tags.contains(row.tag) {
      plan.remove(
        .tag, key: [row.id.databaseValue],
        was: [id.databaseValue, row.tag.prefix.databaseValue, row.tag.suffix.databaseValue])
      isChanged = true
    }
    return isChanged
  }

  private mutating func putValues(_ member: SystemFile.Member, _ id: Int64, _ links: Links) throws -> Bool {
    var isChanged = false
    for value in member.values {
      guard let field = fieldIds[value.field] else { continue }
      let key = [id.databaseValue, field.databaseValue]
      let row = key + [value.text.databaseValue]
      let link = links.values[Links.Key(id, "\(field)")]
      switch link?.here {
      case nil:
        guard link?.base == nil else { continue }
        _ = plan.insert(.value, ImportSheet.value.columns, row)
      case row[2]: continue
      case .some(let here):
        guard link?.base == nil || here == link?.base else {
          noteYours("a field", at: member.place)
          continue
        }
        plan.update(.value, key: key, from: key + [here], to: row)
      }
      isChanged = true
    }
    return isChanged
  }
}

extension ProxyTags {
  fileprivate init(_ tag: SystemFile.ProxyTag) { self.init(prefix: tag.prefix, suffix: tag.suffix) }
}
