import ArgumentParser
import Components
import Foundation
import GRDB
import Kit

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Looks at everything the site needs, and says what is wrong and what to do.")

  @Flag(help: "For another program.") var json = false

  func run() throws {
    let findings = try examine(Settings.loadAsOwner())
    try tell(json ? try Self.json(findings) : findings.map(\.line).joined(separator: "\n"))
    if findings.contains(where: { !$0.isWell }) { throw ExitCode.failure }
  }

  private static func json(_ findings: [Finding]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(findings), as: UTF8.self)
  }
}

/// One thing that was looked at.
struct Finding: Encodable {
  let subject: String
  let isWell: Bool
  /// What was found; if it is not well, what to do.
  let words: String

  init(_ subject: String, _ isWell: Bool, _ words: String) {
    self.subject = subject
    self.isWell = isWell
    self.words = words
  }

  var line: String { "\(isWell ? "ok   " : "WRONG") \(subject): \(words)" }
}

private func examine(_ settings: Settings) throws -> [Finding] {
  let nginx = nginxProgram()
  return [
    Finding("Rowhouse", true, Site.version), try sqlite(), folder(settings.data), disk(settings.data),
    Finding("nginx", nginx != nil, nginx ?? "missing; install it: sudo apt-get install nginx-light"),
    capacity(settings, nginx),
  ]
    + doors(settings) + Checkpoints(settings).databases.map(database) + files(settings)
}

/// As many faults as a person reads; the rest is counted.
private func files(_ settings: Settings) -> [Finding] {
  let owner = DataOwner(of: settings.data)
  let faults = FileFault.all(in: settings, of: owner)
  guard !faults.isEmpty else {
    return [Finding("files", true, "all belong to \(owner.name) and are closed to others")]
  }
  let rest = faults.count - 20
  return faults.prefix(20).map { Finding($0.path, false, $0.words) }
    + (rest > 0 ? [Finding("files", false, "\(rest) more are like these")] : [])
}

private func sqlite() throws -> Finding {
  let text = try DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
  let version = SQLiteVersion(text ?? "")
  let words =
    version.hasWalResetFix
    ? "has the fix for WAL resets"
    : "lacks the fix for WAL resets of 3.51.3; only rowhouse-jobs checkpoints here, which keeps clear of it"
  return Finding("SQLite \(version.text)", true, words)
}

private func folder(_ folder: URL) -> Finding {
  guard let failure = FolderFailure(folder) else { return Finding("data folder", true, folder.path) }
  return Finding(
    "data folder", false, "\(folder.path) can't be written: \(failure.reason); \(failure.advice)")
}

/// While background work runs, the doors that nginx knocks at are there too, unless somebody removed them.
private func doors(_ settings: Settings) -> [Finding] {
  guard let isStill = try? JobRunner.aloneIfFree(settings, {}), !isStill else { return [] }
  let missing = ["web.sock", "live.sock"].filter {
    !FileManager.default.fileExists(atPath: settings.run.appending(path: $0).path)
  }
  let words =
    missing.isEmpty ? "there" : "\(missing.joined(separator: " and ")) are gone; start the site anew"
  return [Finding("sockets", missing.isEmpty, words)]
}

private func disk(_ folder: URL) -> Finding {
  var status = statvfs()
  guard statvfs(folder.path, &status) == 0, status.f_blocks > 0 else {
    return Finding("disk", false, "\(folder.path) can't be asked for its free space")
  }
  let free = Int(status.f_bavail) * Int(status.f_frsize) / 1_048_576
  let isWell = free > 512
  return Finding("disk", isWell, "\(free) MB free\(isWell ? "" : "; make room, the databases need it")")
}

private func nginxProgram() -> String? {
  ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"]
    .first(where: FileManager.default.isExecutableFile(atPath:))
}

private func capacity(_ settings: Settings, _ nginx: String?) -> Finding {
  do {
    let capacity = try Capacity.found(settings, nginx: nginx)
    return Finding("open pages", !capacity.isShortOfFiles, capacity.words)
  } catch {
    return Finding("open pages", false, "nginx's configuration can't be read: \(error)")
  }
}

private func database(_ file: URL) -> Finding {
  let log = WriteAheadLog.size(of: file) / 1024
  let isWell = log < 262_144
  return Finding(
    file.lastPathComponent, isWell,
    "log of \(log) KB\(isWell ? "" : "; nobody checkpoints it: start rowhouse-jobs or run rowhouse maintain")"
  )
}
