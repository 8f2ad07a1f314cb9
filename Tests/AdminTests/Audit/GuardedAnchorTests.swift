import Components
import Foundation
import GRDB
import Kit
import KitTesting
import Testing

@testable import Admin

/// The audit log's anchors lie where no web worker can write, and nothing that one writes leads there.
@Suite struct GuardedAnchorTests {
  let site: TestSite
  let anchors: URL
  let old: URL

  init() throws {
    site = try TestSite()
    anchors = site.folder.appending(path: "guarded/admin/anchors")
    old = site.folder.appending(path: "admin/anchors")
  }

  private func begin() throws { _ = try Site(site.site.settings) }

  @Test func `what an earlier version kept is taken over once`() throws {
    try FileManager.default.removeItem(at: anchors)
    try Data("one\n".utf8).write(to: old)
    try begin()
    #expect(try String(contentsOf: anchors, encoding: .utf8) == "one\n")
    try Data("forged\n".utf8).write(to: old)
    try begin()
    #expect(try String(contentsOf: anchors, encoding: .utf8) == "one\n")
  }

  @Test func `a link in the old place leads nowhere`() throws {
    try FileManager.default.removeItem(at: anchors)
    let elsewhere = site.folder.appending(path: "forged")
    try Data("forged\n".utf8).write(to: elsewhere)
    try FileManager.default.createSymbolicLink(at: old, withDestinationURL: elsewhere)
    try begin()
    #expect(try Data(contentsOf: anchors).isEmpty)
  }

  @Test func `a worker that rewrites the whole log is found out`() throws {
    let worker = try TestSite(writesGuarded: false)
    let jobs = try Site(worker.site.settings)
    for number in 1...5 {
      try jobs.app.write {
        try jobs.admin.auditLog.append(AuditEntry("test.act", "thing:\(number)", at: .now), $0)
      }
    }
    _ = try jobs.admin.anchorAudit(now: .now)
    try Forger(worker).rebuild(instead: "UPDATE admin_audit SET target = 'thing:9' WHERE id = 3")
    // The next day's anchor is of the forged log, and hides nothing.
    _ = try jobs.admin.anchorAudit(now: .now)
    let kinds = try jobs.admin.checkAudit().findings.map(\.kind)
    #expect(kinds == [.anchorDiffers])
  }

  @Test func `an anchor that can't be kept whole leaves the file as it was`() throws {
    let admin = site.site.admin
    _ = try admin.anchorAudit(now: .now)
    let before = try String(contentsOf: anchors, encoding: .utf8)
    _ = try site.signUp("david")
    let place = anchors.appendingPathExtension("new")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
    #expect(throws: AuditFailure.self) { _ = try admin.anchorAudit(now: .now) }
    #expect(try String(contentsOf: anchors, encoding: .utf8) == before)
    try FileManager.default.removeItem(at: place)
    // As an earlier version left it that was cut short.
    try Data((before + "2026-11-25T0").utf8).write(to: anchors)
    let anchor = try #require(try admin.anchorAudit(now: .now))
    let lines = try String(contentsOf: anchors, encoding: .utf8).split(separator: "\n")
    #expect(lines.last?.hasSuffix("Z \(anchor)") == true && lines.dropLast().last == "2026-11-25T0")
    #expect(
      try FileManager.default.attributesOfItem(atPath: anchors.path)[.posixPermissions] as? Int == 0o640)
  }

  @Test func `a file's name in app.db leads no job out of its folder`() throws {
    let (job, david) = ("admin.old-exports", try site.signUp("david"))
    let archive = site.site.settings.exports.appending(path: "real.zip")
    try Data("x".utf8).write(to: archive)
    let eve = try site.signUp("eve")
    try site.site.app.write { db in
      for (person, file) in [(david, "../guarded/admin/anchors"), (eve, "real.zip")] {
        try db.execute(
          sql: "INSERT INTO admin_export(user_id, asked_at, ready_at, file) VALUES(?, 0, 0, ?)",
          arguments: [person.id, file])
      }
    }
    let sweep = try #require(site.site.admin.jobs.first { $0.name == job })
    try sweep.run("", .now)
    #expect(FileManager.default.fileExists(atPath: anchors.path))
    #expect(!FileManager.default.fileExists(atPath: archive.path), "the others still go")
  }

  @Test func `a setting in app.db gives curl no option`() throws {
    for (name, value) in [
      ("mail.host", "relay.example.org"), ("mail.from", "site@example.org"), ("mail.password", "y"),
      ("mail.user", "x\"\u{301}\noutput = \"/tmp/x\"\r\nupload-file = /etc/passwd"),
    ] { try site.set(name, value) }
    let settings = try site.site.app.read { try SiteSettings($0) }
    let relay = try #require(try MailRelay(settings))
    let lines = relay.configuration(to: try MailAddress("a@example.org"), file: URL(filePath: "/letter"))
      .split(separator: "\n").map(String.init)
    #expect(!lines.contains { $0.hasPrefix("output") })
    #expect(lines.filter { $0.hasPrefix("upload-file") } == ["upload-file = \"/letter\""])
    #expect(lines.filter { $0.hasPrefix("user") }.map { $0.utf8.last } == [UInt8(ascii: "\"")])
  }
}
