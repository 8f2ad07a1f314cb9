import Admin
import ArgumentParser
import Components
import Foundation
import Kit

struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks, anchors and shortens the audit log.",
    subcommands: [VerifyAudit.self, AnchorAudit.self, PruneAudit.self])
}

struct VerifyAudit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Looks through the audit log and says what is not as it was written.",
    discussion: """
      Exits with 0 if the log is sound, 1 if it is not, 2 if it could not be looked at.

      altered         an entry is not what its hash was made of
      missing         entries between others are gone, or the first ones without an entry that removed them
      cut-short       app.db's own counter or an anchor knows of more entries than there are
      longer          there are entries outside of what the counter holds; acts are refused until they are gone
      anchor-differs  an entry and its hash are not those that an anchor saw

      Hashes and counter lie in app.db. They show mistakes and edits by hand; who can write that file can \
      also make a whole new log that fits together. Anchors show that: the end of the log as it was, once a \
      day, in the data folder's guarded/admin/anchors and in the journal of rowhouse-jobs. No web worker can \
      write there. They prove nothing about entries after the latest one, nor to somebody who could write \
      them too: keep a copy where the site's user can't reach it, and check against that with --anchors. After an older copy of \
      app.db was put back, anchors made since then say that it was cut short, which is true.

      Acts outside app.db are written as an intent before and an outcome after. Intents without an outcome \
      are listed: there the process was cut short, or is at work right now. They don't change the verdict.
      """)

  @Flag(help: "For another program.") var json = false
  @Option(help: "A copy of the anchors, or the journal's lines about them; - is standard input.")
  var anchors: String?

  func run() throws {
    let report: AuditReport
    do {
      let copy = try anchors.map(Self.read)
      report = try openSite().admin.checkAudit(anchors: copy)
    } catch {
      say("the log can't be looked at: \("\(error)".prefix { !$0.isNewline })")
      throw ExitCode(2)
    }
    try tell(json ? try Self.json(report) : Self.words(report))
    if !report.isSound { throw ExitCode.failure }
  }

  private static func read(_ file: String) throws -> String {
    guard file == "-" else { return try String(contentsOfFile: file, encoding: .utf8) }
    guard let text = try StandardFiles.everything(upTo: 64 << 20) else {
      throw Refusal("what came on standard input is larger than 64 MB")
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func json(_ report: AuditReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(report), as: UTF8.self)
  }

  private static func words(_ report: AuditReport) -> String {
    let rows =
      report.first > report.last ? "no entries" : "entries \(report.first) to \(report.last)"
    let verdict = "\(report.isSound ? "sound" : "NOT SOUND"): \(rows), \(report.anchors) anchors"
    let unfinished = report.unfinished.map {
      "without an outcome: entry \($0.entry), \($0.act) of \($0.target), \($0.at)"
    }
    return ([verdict] + report.findings.map(\.words) + unfinished).joined(separator: "\n")
  }
}

struct AnchorAudit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anchor",
    abstract: "Anchors the end of the audit log now, and prints it to be kept elsewhere.")

  func run() throws {
    guard let anchor = try openSite().admin.anchorAudit(now: .now) else {
      throw Refusal("the audit log is empty")
    }
    try confirm("\(anchor)")
  }
}

struct PruneAudit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Removes old entries of the audit log.",
    discussion: """
      What stays can still be checked, from the last removed entry's hash on, and the removal is an entry \
      itself. A log that is not sound is left as it is.
      """)

  @Option(help: "The first day to keep: 2026-11-25.") var before: String

  func run() throws {
    guard let date = Moment(day: before) else { throw Refusal("\(before) is no day like 2026-11-25") }
    let count = try openSite().admin.pruneAudit(before: date, address: "command line", now: .now)
    try confirm(count == 1 ? "removed 1 entry" : "removed \(count) entries")
  }
}
