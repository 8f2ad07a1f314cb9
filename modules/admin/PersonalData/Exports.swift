import Foundation
import GRDB
import Kit
import Logging
import Zip

/// Makes the archives of people's data and clears them away, in `rowhouse-jobs`.
extension AdminModule {
  static let exportJob = "admin.export"

  var exportJobs: [Job] {
    [
      Job(Self.exportJob, .enqueued) { user, now in
        guard let user = Int64(user), try house.read({ db in try Export.find(of: user, db) }) != nil else {
          return
        }
        try makeExport(of: user, now: now)
      },
      Job("admin.old-exports", .every(seconds: 3600)) { _, now in
        for file in try house.write({ db in try Export.sweep(now: now, db) }) { try remove(file) }
      },
    ]
  }

  /// Writes the archive under a name that nobody guesses, and announces it when it is complete.
  private func makeExport(of user: Int64, now: Moment) throws {
    let name = "\(Token.make().prefix(32)).zip"
    let file = house.settings.exports.appending(path: name)
    let isMade = FileManager.default.createFile(
      atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o640])
    // Its name is all that it takes to be given it.
    guard isMade else { throw ArchiveError(description: "can't write in \(house.settings.exports.path)") }
    do {
      try write(user, to: file, at: now)
      let size = File.size(file.path) ?? 0
      let old = try house.write { db in
        try Export.finish(for: user, file: name, size: size, now: now, db)
      }
      if let old { try remove(old) }
    } catch {
      try remove(name)
      throw error
    }
  }

  private func write(_ user: Int64, to file: URL, at now: Moment) throws {
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }  // all was written by then, or an error is on its way
    var archive = ZipWriter(at: now) { try handle.write(contentsOf: $0) }
    for part in try house.doors.personalData.export(user) {
      for entry in part.files { try archive.add("\(part.house)/\(entry.name)", asItIs: entry.bytes()) }
    }
    try archive.finish()
    try handle.synchronize()
  }

  func remove(_ file: String) throws {
    let path: String
    do { path = try house.settings.exports.file(named: file).path } catch {
      // None of ours, and no reason to leave the others there.
      return house.log.error("admin_export: \(error)")
    }
    // One that is gone already is as it should be.
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
  }

  /// The Admin house's own part of the archive.
  public func export(_ account: Int64) throws -> [PersonalFile] {
    try house.read { db in
      try [
        (
          "account.json",
          """
          SELECT json_object('name', name, 'role', role, 'mail', mail, 'joinedAt', created_at)
          FROM admin_user WHERE id = ?
          """
        ),
        (
          "sessions.json",
          """
          SELECT json_object('from', address, 'browser', agent, 'signedInAt', created_at, 'lastAt', seen_at)
          FROM admin_session WHERE user_id = ? AND acting IS NULL ORDER BY id
          """
        ),
        (
          "known-browsers.json",
          "SELECT json_object('lastSignedInAt', seen_at) FROM admin_device WHERE user_id = ? ORDER BY seen_at"
        ),
        (
          "former-names.json",
          "SELECT json_object('name', coalesce(name, folded), 'keptUntil', until) FROM admin_old_name WHERE user_id = ?"
        ),
        (
          "invitations.json",
          """
          SELECT json_object('madeAt', created_at, 'goodUntil', expires_at, 'usedAt', used_at)
          FROM admin_invite WHERE user_id = ? ORDER BY id
          """
        ),
        (
          "sanctions.json",
          """
          SELECT json_object('kind', kind, 'reason', reason, 'at', at, 'until', until)
          FROM admin_sanction WHERE user_id = ? ORDER BY at
          """
        ),
        (
          "visits-in-your-name.json",
          """
          SELECT json_object('begunAt', begun_at, 'endedAt', ended_at, 'askedToWrite', raised_for)
          FROM admin_acting WHERE user_id = ? ORDER BY id
          """
        ),
        (
          "blocked.json",
          """
          SELECT json_object('name', name, 'at', at)
          FROM admin_block JOIN admin_user ON id = blocked_id WHERE user_id = ? ORDER BY at
          """
        ),
        ("reach.json", "SELECT json_object('whoMayWrite', who) FROM admin_reach WHERE user_id = ?"),
        (
          "acts.json",
          """
          SELECT json_object('at', at, 'act', act, 'target', target, 'before', before, 'after', after,
            'from', address)
          FROM admin_audit WHERE actor = ? ORDER BY id
          """
        ),
      ].map { name, sql in
        PersonalFile(name, json: try String.fetchAll(db, sql: sql, arguments: [account]))
      }
    }
  }
}

/// Why an archive could not be written, for the operator.
struct ArchiveError: PlainError {
  let description: String
}
