import Foundation
import GRDB
import Kit
import TemplateSystems

/// Compares one file with one account's system, and plans what is to be written. A dry run makes the same
/// report, and no plan.
struct Importing {
  var file: SystemFile
  let account: Int64
  let wishes: ImportWishes
  let pictures: ImportPictures
  let now: Moment
  let db: Database
  let origin: Origin
  let progress: (Int) -> Void
  /// Whatever begins to front after this one has begun since.
  let lastSpan: Int64
  var plan: ImportPlan
  var report = ImportReport()
  var alterIds: [SystemFile.Key: Int64] = [:]
  var fieldIds: [SystemFile.Key: Int64] = [:]
  var groupIds: [SystemFile.Key: Int64] = [:]
  /// Numbers of alters that this import makes and texts mention.
  var numbers: [SystemFile.Key: Int64] = [:]
  let deleted: DeletedRecords
  /// Alters that this import makes, or changes.
  var made: Set<SystemFile.Key> = []
  var changed: Set<SystemFile.Key> = []
  var done = 0

  init(
    _ file: SystemFile, _ pictures: ImportPictures, into account: Int64, _ wishes: ImportWishes, isDry: Bool,
    now: Moment, _ db: Database,
    progress: @escaping (Int) -> Void = { _ in }
  ) throws {
    (self.file, self.pictures, self.account, self.wishes) = (file, pictures, account, wishes)
    (self.now, self.db) = (now, db)
    self.progress = progress
    origin = try Origin(db)
    lastSpan = try Int64.fetchOne(db, sql: "SELECT max(id) FROM template_span") ?? 0
    plan = ImportPlan(isDry: isDry)
    // An archive of ours is brought back to have again what it holds.
    deleted = try file.app == .rowhouse ? DeletedRecords() : DeletedRecords(of: account, db)
  }

  /// How much there is to do, in the unit of `progress`.
  static func total(_ file: SystemFile) -> Int {
    file.alters.count + file.groups.count + file.fields.count + file.spans.count + file.kept.count
  }

  mutating func run() throws {
    report.remarks = file.remarks
    report.remarks.add(pictures.remarks)
    report.buckets = file.lists.count
    countPublic()
    try nameMentioned()
    try putProfile()
    try putAlters()
    try putFields()
    try putGroups()
    try putParticulars()
    try putSpans()
    try putKept()
    try putLists()
    plan.finish()
  }

  mutating func advance() {
    done += 1
    if done.isMultiple(of: 1000) { progress(done) }
  }

  /// Lets be seen what the file says everybody may see; otherwise everything new is private.
  var isAsSaid: Bool { wishes.isAsSaid }

  /// What a new row may be seen by.
  func said(_ visibility: Visibility) -> DatabaseValue {
    (isAsSaid ? visibility : .nobody).rawValue.databaseValue
  }

  mutating func note(_ merge: Merge, at place: Remarks.Place?) {
    for column in merge.yours { noteYours(column.replacing("_", with: " "), at: place) }
    report.remarks.note(
      .mended, "details that you had entered here are now as the archive says", merge.taken)
  }

  mutating func noteYours(_ detail: String, at place: Remarks.Place?) {
    report.remarks.note(
      .yours, "details that you changed since the last import",
      at: place.map { "\($0.words): \(detail)" } ?? detail)
  }

  private mutating func countPublic() {
    report.saidPublic =
      file.alters.count { $0.visibility != .nobody || $0.frontVisibility != .nobody }
      + file.lists.count { !$0.people.isEmpty }
      + file.groups.count { $0.visibility != .nobody } + file.fields.count { $0.visibility != .nobody }
      + [file.profile?.visibility, file.profile?.frontVisibility].count { $0 ?? .nobody != .nobody }
  }
}

/// What an account says of its system as a whole.
extension Importing {
  mutating func putProfile() throws {
    guard let profile = file.profile else { return }
    let sheet = ImportSheet.account
    try putCapitals(profile.areTagsExact)
    let zone = zone(profile.zone)
    let texts = [
      profile.name, profile.description, profile.tag, profile.pronouns, profile.color, zone,
    ].map(\.databaseValue)
    let front = isAsSaid ? profile.frontVisibility : .nobody
    let values =
      texts + [
        said(profile.visibility), front.rawValue.databaseValue, said(max(profile.historyVisibility, front)),
        (pictures.ofSystem ?? "").databaseValue,
      ]
    guard let row = try knownProfile() else {
      let filled = zone.isEmpty ? texts.dropLast() + ["UTC".databaseValue] : texts
      _ = plan.insert(
        sheet, ["account_id"] + sheet.columns,
        [account.databaseValue] + filled + values.dropFirst(texts.count))
      return
    }
    try fill(row, values)
  }

  /// Whether they matter in tags, where nobody has decided about speaking here yet. They do unless it is said.
  private mutating func putCapitals(_ areTagsExact: Bool?) throws {
    guard areTagsExact == false else { return }
    let isDecided = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM template_speaking WHERE account_id = ?)", arguments: [account])
    guard isDecided != true else { return }
    _ = plan.insert(.speaking, ["account_id", "is_exact"], [account.databaseValue, false.databaseValue])
  }

  /// By the name that is kept here; empty for none.
  private mutating func zone(_ written: String) -> String {
    guard !written.isEmpty else { return "" }
    guard let zone = Zone(written) else {
      report.remarks.note(.dropped, "time zones that are not known here: UTC is used")
      return ""
    }
    if zone.name != written {
      report.remarks.note(.mended, "time zones with another name: \(zone.words) is used")
    }
    return zone.name
  }

  private func knownProfile() throws -> KnownRow? {
    let sheet = ImportSheet.account
    return try Row.fetchOne(
      db,
      sql: """
        SELECT account_id, \(sheet.latest(of: "account_id")), \(sheet.columns.joined(separator: ", "))
        FROM template_account WHERE account_id = ?
        """, arguments: [sheet.kind, account]
    ).map { row in
      KnownRow(
        id: row[0], values: sheet.columns.indices.map { row[2 + $0] }, base: ImportSheet.values(row[1]))
    }
  }

  /// What somebody says of their system is only added to.
  private mutating func fill(_ row: KnownRow, _ values: [DatabaseValue]) throws {
    var filled = row.values
    for (index, value) in values.enumerated() where value != row.values[index] {
      let here = String.fromDatabaseValue(row.values[index]) ?? ""
      let isEmpty = here.isEmpty || (ImportSheet.account.columns[index] == "zone" && here == "UTC")
      let isOurs = row.base.map { $0[index] == row.values[index] } ?? false
      let isVisibility = ImportSheet.account.columns[index].hasSuffix("visibility")
      if isVisibility {
        let isWider = Merge.isWider(value, than: row.values[index])
        if isOurs, isAsSaid || !isWider { filled[index] = value }
      } else if isEmpty || isOurs, value != "".databaseValue {
        filled[index] = value
      } else if value != "".databaseValue {
        let detail = ImportSheet.account.columns[index]
        report.remarks.note(.yours, "details of the system as a whole", at: detail)
      }
    }
    // The history is never seen by more people than the front.
    let columns = ImportSheet.account.columns
    guard let front = columns.firstIndex(of: "front_visibility"),
      let history = columns.firstIndex(of: "history_visibility")
    else { return }
    if Merge.isWider(filled[history], than: filled[front]) { filled[history] = filled[front] }
    if filled != row.values {
      plan.update(.account, key: [account.databaseValue], from: row.values, to: filled)
    }
  }
}
