import Foundation
import GRDB
import Kit
import Logging

/// Checks the audit log, anchors it, and shortens it by rule alone.
extension AdminModule {
  /// Checks the whole log; `anchors` is a copy of them that is kept elsewhere.
  public func checkAudit(anchors copy: String? = nil) throws -> AuditReport {
    let anchors = try copy.map(AuditAnchor.all) ?? anchorFile.read()
    return try house.read { db in try AuditCheck.report(anchors, db) }
  }

  /// Writes the log's end into the file of anchors; nil while the log is empty.
  public func anchorAudit(now: Moment) throws -> AuditAnchor? {
    let end = try house.read { db in try AuditChain.read(db).end }
    guard end.id > 0 else { return nil }
    let anchor = AuditAnchor(end)
    try anchorFile.append(anchor, now: now)
    return anchor
  }

  /// Removes what is older than `date`, and says so in the log itself; the answer is how many entries.
  /// Throws `AuditFailure` for a log that is not sound: what is wrong with it must not go as well.
  public func pruneAudit(before date: Moment, address: String = "", now: Moment) throws -> Int64 {
    guard date <= now else { throw AuditFailure(description: "what is to come can't be removed") }
    guard try checkAudit().isSound else {
      throw AuditFailure(description: "the log is not sound: see rowhouse audit verify")
    }
    return try house.write { db in
      let start = try AuditChain.read(db).start
      guard let link = try AuditChain.link(before: date, db) else { return 0 }
      try auditLog.append(
        AuditEntry(
          "audit.prune", "entry:\(link.id)", before: "entries \(start.id + 1) to \(link.id)",
          after: "begins after \(link.hash.hex)", address: address, at: now), db)
      try AuditChain.begin(after: link, db)
      return link.id - start.id
    }
  }

  /// The daily work: an alarm if something is wrong, retention if it is set, an anchor in file and journal.
  func keepAudit(now: Moment) throws {
    let report = try checkAudit()
    for finding in report.findings { house.log.critical("audit log: \(finding.words)") }
    if report.isSound, let days = try house.read({ db in try AuditRetention.days(db) }) {
      let count = try pruneAudit(before: now - days * 86_400, now: now)
      if count > 0 { house.log.notice("audit log: removed \(count) entries older than \(days) days") }
    }
    if let anchor = try anchorAudit(now: now) { house.log.notice("audit log: \(anchor)") }
  }

  private var anchorFile: AuditAnchorFile { AuditAnchorFile(file: house.guarded.appending(path: "anchors")) }

  /// Once: afterwards the file is there, and nothing that somebody lays in the old place counts.
  func takeOverAnchors() throws { try anchorFile.takeOver(house.data.appending(path: "anchors")) }
}

/// How long entries are kept.
enum AuditRetention {
  static let setting = "audit.days"

  /// nil: for ever.
  static func days(_ db: Database) throws -> Int? {
    let text = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [setting])
    return text.flatMap { Int($0) }.flatMap { (1...36_500).contains($0) ? $0 : nil }
  }
}
