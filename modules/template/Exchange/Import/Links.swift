import GRDB
import Kit

/// What belongs to an account's alters, as it is here and as the last import left it.
struct Links {
  struct Key: Hashable {
    /// Or the group.
    let alter: Int64
    let part: String

    init(_ alter: Int64, _ part: String) { (self.alter, self.part) = (alter, part) }
  }

  /// A value now, and what an import made of it; nil where there is none any more, or never was.
  struct Link {
    var here: DatabaseValue?
    var base: DatabaseValue?
  }

  struct TagKey: Hashable {
    let alter: Int64
    let tag: SystemFile.ProxyTag

    init(_ alter: Int64, _ tag: SystemFile.ProxyTag) { (self.alter, self.tag) = (alter, tag) }
  }

  private(set) var narrower: [Key: Link] = [:]
  private(set) var values: [Key: Link] = [:]
  private(set) var tags: [Int64: [(id: Int64, tag: SystemFile.ProxyTag, isImported: Bool)]] = [:]
  /// Tags that an import made and the person took away.
  private(set) var removedTags: Set<TagKey> = []
  /// Groups' alters that an import put there.
  private(set) var memberships: [Key: Link] = [:]
  private var narrowerParts: [Int64: [Key]] = [:]
  private var memberParts: [Int64: [Key]] = [:]

  init(of account: Int64, _ db: Database) throws {
    narrower = try Self.links(.narrower, "template_alter", account, db)
    values = try Self.links(.value, "template_alter", account, db)
    memberships = try Self.links(.membership, "template_group", account, db)
    narrowerParts = Dictionary(grouping: narrower.keys, by: \.alter)
    memberParts = Dictionary(grouping: memberships.keys, by: \.alter)
    try readTags(account, db)
  }

  func narrower(of alter: Int64) -> [(key: Key, link: Link)] {
    (narrowerParts[alter] ?? []).compactMap { key in narrower[key].map { (key, $0) } }
      .sorted { $0.key.part < $1.key.part }
  }

  func members(of group: Int64) -> [(key: Key, link: Link)] {
    (memberParts[group] ?? []).compactMap { key in memberships[key].map { (key, $0) } }
      .sorted { $0.key.part < $1.key.part }
  }

  /// Rows of two keys; `owner` is the table of the first.
  private static func links(
    _ sheet: ImportSheet, _ owner: String, _ account: Int64, _ db: Database
  ) throws -> [Key: Link] {
    var links: [Key: Link] = [:]
    let value = sheet.columns.count > 2 ? "t.\(sheet.columns[2])" : "1"
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT t.\(sheet.key[0]), t.\(sheet.key[1]), \(value) FROM \(owner) o
        JOIN \(sheet.table) t ON t.\(sheet.key[0]) = o.id WHERE o.account_id = ?
        """, arguments: [account])
    while let row = try rows.next() {
      let part: DatabaseValue = row[1]
      links[Key(row[0], part.plain), default: Link()].here = row[2]
    }
    try eachBase(sheet, account, db) { image in
      guard image.count >= 2, let first = Int64.fromDatabaseValue(image[0]) else { return }
      links[Key(first, image[1].plain), default: Link()].base =
        image.count > 2 ? image[2] : 1.databaseValue
    }
    return links
  }

  private mutating func readTags(_ account: Int64, _ db: Database) throws {
    var imported: Set<TagKey> = []
    try Self.eachBase(.tag, account, db) { image in
      guard image.count == 3, let alter = Int64.fromDatabaseValue(image[0]) else { return }
      imported.insert(TagKey(alter, SystemFile.ProxyTag(prefix: image[1].plain, suffix: image[2].plain)))
    }
    removedTags = imported
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT t.alter_id, t.id, t.prefix, t.suffix FROM template_alter a
        JOIN template_proxy_tag t ON t.alter_id = a.id WHERE a.account_id = ? ORDER BY t.id
        """, arguments: [account])
    while let row = try rows.next() {
      let tag = SystemFile.ProxyTag(prefix: row[2], suffix: row[3])
      let isImported = removedTags.remove(TagKey(row[0], tag)) != nil
      tags[row[0], default: []].append((row[1], tag, isImported))
    }
  }

  /// What the imports of an account left, the latest last; those that were taken back don't count.
  private static func eachBase(
    _ sheet: ImportSheet, _ account: Int64, _ db: Database, _ body: ([DatabaseValue]) -> Void
  ) throws {
    let images = try String.fetchCursor(
      db,
      sql: """
        SELECT c.after FROM template_import i JOIN template_import_change c ON c.import_id = i.id
        WHERE i.account_id = ? AND c.kind = ? AND c.after IS NOT NULL AND i.state = 'done' ORDER BY c.id
        """, arguments: [account, sheet.kind])
    while let image = try images.next() {
      if let values = ImportSheet.values(image) { body(values) }
    }
  }
}

extension DatabaseValue {
  /// As text, whatever it is.
  fileprivate var plain: String {
    String.fromDatabaseValue(self) ?? Int64.fromDatabaseValue(self).map { "\($0)" } ?? ""
  }
}
