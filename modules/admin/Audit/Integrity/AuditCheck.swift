import Foundation
import GRDB
import Kit

/// Checks the whole log row by row, and against the anchors.
struct AuditCheck {
  private let chain: AuditChain
  private var report: AuditReport
  /// The last row that was checked.
  private var previous: AuditLink
  private var intents: [IntentKey: AuditReport.Intent] = [:]
  private var saysWhyItBegins: Bool

  static func report(_ anchors: [AuditAnchor], _ db: Database) throws -> AuditReport {
    var check = AuditCheck(try AuditChain.read(db))
    let rows = try Row.fetchCursor(db, sql: SealedRow.all)
    while let row = try rows.next() { check.look(at: SealedRow(row)) }
    check.lookAtEnd()
    try check.compare(with: anchors, db)
    check.report.unfinished = check.intents.values.sorted { $0.entry < $1.entry }
    return check.report
  }

  private init(_ chain: AuditChain) {
    self.chain = chain
    report = AuditReport(first: chain.start.id + 1, last: chain.end.id)
    previous = chain.start
    saysWhyItBegins = chain.start.id == 0
  }

  private mutating func look(at row: SealedRow) {
    guard row.id > chain.start.id, row.id <= chain.end.id else { return report.add(.longer, row.id...row.id) }
    if row.id > previous.id + 1 {
      // What follows a gap can't be checked against what stood there.
      report.add(.missing, previous.id + 1...row.id - 1)
    } else if row.seal?.hash(after: previous.hash) != row.hash {
      report.add(.altered, row.id...row.id)
    }
    previous = AuditLink(id: row.id, hash: row.hash)
    note(row)
  }

  private mutating func note(_ row: SealedRow) {
    if row.act == "audit.prune", row.target == "entry:\(chain.start.id)" { saysWhyItBegins = true }
    guard let dot = row.act.lastIndex(of: "."), row.seal?.form != 1 else { return }
    let key = IntentKey(act: row.act[..<dot], target: row.target, request: row.request)
    switch row.act[dot...] {
    case ".intent":
      intents[key] = AuditReport.Intent(
        entry: row.id, act: String(key.act), target: row.target, at: row.at.iso)
    case ".done", ".failed": intents[key] = nil
    default: break
    }
  }

  private mutating func lookAtEnd() {
    if !saysWhyItBegins { report.add(.missing, 1...chain.start.id) }
    if previous.id < chain.end.id {
      report.add(.cutShort, previous.id + 1...chain.end.id)
    } else if previous.hash != chain.end.hash {
      report.add(.altered, chain.end.id...chain.end.id)
    }
  }

  /// Rows that an anchor knows are the ones it knew.
  private mutating func compare(with anchors: [AuditAnchor], _ db: Database) throws {
    for link in anchors.map(\.link).sorted(by: { $0.id < $1.id }) where link.id >= chain.start.id {
      report.anchors += 1
      if link.id > chain.end.id {
        report.add(.cutShort, chain.end.id + 1...link.id)
      } else if let hash = try hash(of: link.id, db), hash != link.hash {
        report.add(.anchorDiffers, link.id...link.id)
      }
    }
  }

  /// nil for a row that is missing, which has been said.
  private func hash(of id: Int64, _ db: Database) throws -> Data? {
    guard id != chain.start.id else { return chain.start.hash }
    return try Data.fetchOne(db, sql: "SELECT hash FROM admin_audit WHERE id = ?", arguments: [id])
  }

  private struct IntentKey: Hashable {
    let act: Substring
    let target: String
    let request: String
  }
}

/// A row as its bytes lie in the file: a text would hide what stands behind a NUL.
private struct SealedRow {
  let id: Int64
  let at: Moment
  let seal: AuditSeal?
  let hash: Data
  private let fields: [Data?]

  static let all = """
    SELECT id, at, CAST(act AS BLOB), CAST(target AS BLOB), CAST(before AS BLOB), CAST(after AS BLOB),
      actor, acting_as, CAST(address AS BLOB), CAST(request_id AS BLOB), form, hash
    FROM admin_audit ORDER BY id
    """

  init(_ row: Row) {
    func number(_ column: Int) -> Data? { (row[column] as Int64?).map { Data("\($0)".utf8) } }
    func text(_ column: Int) -> Data? { row[column] }
    id = row[0]
    at = row[1]
    fields =
      [number(0), number(1)] + (2...5).map(text) + [number(6), number(7)] + (8...9).map(text)
    seal = AuditSeal(form: row[10], fields: fields)
    hash = row[11]
  }

  var act: String { word(2) }
  var target: String { word(3) }
  var request: String { word(9) }

  private func word(_ field: Int) -> String { String(decoding: fields[field] ?? Data(), as: UTF8.self) }
}
