import Foundation
import GRDB
import Kit
import TemplateSystems

/// Who is in the system, and what they have fields for.
extension Importing {
  mutating func putAlters() throws {
    let sheet = ImportSheet.alter
    let known = try KnownRow.all(sheet, of: account, origin: origin, db)
    var slugs = try Slugs(of: account, db)
    var position = try next("template_alter")
    warnOfNamesakes(known)
    for member in file.alters {
      let values = values(of: member, known[member.key])
      if let row = known[member.key] {
        let merge = Merge(row, values, sheet, asSaid: isAsSaid)
        note(merge, at: member.place)
        if merge.values != row.values {
          plan.update(sheet, key: [row.id.databaseValue], from: row.values, to: merge.values)
        }
        alterIds[member.key] = row.id
        if merge.values != row.values { changed.insert(member.key) }
      } else if !staysDeleted(member.key, sheet, at: member.place) {
        alterIds[member.key] = plan.insert(
          sheet, sheet.columns + ["account_id", "slug", "position", "created_at", "source_app", "source_id"],
          values + [
            account.databaseValue, slugs.take(member.name).databaseValue, position.databaseValue,
            (member.createdAt ?? now).databaseValue, member.key.app.databaseValue,
            member.key.id.databaseValue,
          ], number: numbers[member.key])
        made.insert(member.key)
        position += 1
      }
      advance()
    }
    countPictures(known)
  }

  private mutating func values(of member: SystemFile.Member, _ row: KnownRow?) -> [DatabaseValue] {
    let name = member.name.isEmpty ? member.displayName : member.name
    if name.isEmpty {
      report.remarks.note(.mended, "members without a name are called “Unnamed”", at: member.place?.words)
    }
    let texts = [
      name.isEmpty ? "Unnamed" : name, member.displayName, member.pronouns, member.color, member.description,
      member.birthday, member.kind.rawValue,
    ]
    let here = row.flatMap { $0.values[9].isNull ? nil : Moment.fromDatabaseValue($0.values[9]) }
    let archived = member.isArchived ? member.archivedAt ?? here ?? now : nil
    let seen =
      row == nil
      ? [said(member.visibility), said(member.frontVisibility)]
      : [member.visibility.rawValue.databaseValue, member.frontVisibility.rawValue.databaseValue]
    let picture = pictures.marks[member.key]?.databaseValue ?? row?.values[10] ?? "".databaseValue
    return texts.map(\.databaseValue) + seen + [archived.databaseValue, picture, face(of: member, row)]
  }

  private mutating func countPictures(_ known: [SystemFile.Key: KnownRow]) {
    for (key, mark) in pictures.marks where alterIds[key] != nil {
      let here = known[key].flatMap { String.fromDatabaseValue($0.values[10]) } ?? ""
      report.count(.pictures, here.isEmpty ? .new : here == mark ? .same : .changed)
    }
  }

  /// A face that is not here can't be worn.
  private func face(of member: SystemFile.Member, _ row: KnownRow?) -> DatabaseValue {
    guard let face = member.face, face.isEmpty || wishes.faces.contains(face) else {
      return row?.values[11] ?? "".databaseValue
    }
    return face.databaseValue
  }

  private mutating func warnOfNamesakes(_ known: [SystemFile.Key: KnownRow]) {
    let names = Set(known.values.map { $0.values[0] })
    let namesakes = file.alters.count { known[$0.key] == nil && names.contains($0.name.databaseValue) }
    report.remarks.note(.yours, "members have the name of somebody new, who stands beside them", namesakes)
  }

  func next(_ table: String) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT ifnull(max(position), 0) + 1 FROM \(table) WHERE account_id = ?", arguments: [account])
      ?? 1
  }

  mutating func putFields() throws {
    let sheet = ImportSheet.field
    let known = try KnownRow.all(sheet, of: account, origin: origin, db)
    var position = try next("template_field")
    for field in file.fields {
      if field.name.isEmpty { report.remarks.note(.mended, "fields without a name are called “Field”") }
      let texts = [field.name.isEmpty ? "Field" : field.name, field.kind].map(\.databaseValue)
      if let row = known[field.key] {
        let merge = Merge(row, texts + [field.visibility.rawValue.databaseValue], sheet, asSaid: isAsSaid)
        note(merge, at: nil)
        let isChanged = merge.values != row.values
        if isChanged { plan.update(sheet, key: [row.id.databaseValue], from: row.values, to: merge.values) }
        report.count(.fields, isChanged ? .changed : .same)
        fieldIds[field.key] = row.id
      } else if !staysDeleted(field.key, sheet, at: nil) {
        fieldIds[field.key] = plan.insert(
          sheet, sheet.columns + ["account_id", "position", "source_app", "source_id"],
          texts + [
            said(field.visibility), account.databaseValue, position.databaseValue,
            field.key.app.databaseValue, field.key.id.databaseValue,
          ])
        report.count(.fields, .new)
        position += 1
      }
      advance()
    }
  }
}

/// Names of folders and lines, which people never see. Each is there once in a system.
struct Slugs {
  private var taken: Set<String>
  private var numbers: [String: Int] = [:]

  init(of account: Int64, _ db: Database) throws {
    taken = try String.fetchSet(
      db, sql: "SELECT slug FROM template_alter WHERE account_id = ?", arguments: [account])
  }

  mutating func take(_ name: String) -> String {
    let stem = Self.stem(name)
    var slug = stem
    while !taken.insert(slug).inserted {
      numbers[stem, default: 1] += 1
      slug = "\(stem)-\(numbers[stem, default: 1])"
    }
    return slug
  }

  private static func stem(_ name: String) -> String {
    let plain = name.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.map {
      scalar -> Character in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        ? Character(scalar) : "-"
    }
    let words = String(plain).split(separator: "-").joined(separator: "-").prefix(20)
    return words.isEmpty ? "somebody" : String(words)
  }
}
