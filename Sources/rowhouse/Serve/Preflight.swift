import Foundation
import Kit

/// Everything that could keep the site from running, looked at before anything is started.
struct Preflight {
  let settings: Settings
  /// Where nginx is.
  let nginx: String
  /// The folder with the other programs: beside this one.
  let programs: URL

  init(_ settings: Settings) throws {
    self.settings = settings
    programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    nginx = try Self.find("nginx", "nginx is missing; install it: sudo apt-get install nginx-light")
    _ = try Self.find("setpriv", "setpriv is missing; install it: sudo apt-get install util-linux")
    for name in ["rowhouse-web", "rowhouse-live", "rowhouse-jobs"] {
      guard FileManager.default.isExecutableFile(atPath: programs.appending(path: name).path) else {
        throw Refusal("\(name) is missing in \(programs.path); build it: \(Self.build(programs))")
      }
    }
    try Self.checkPath(settings.run)
    try Self.makeFolder(settings.data, "ROWHOUSE_DATA")
    try Self.makeFolder(settings.run, "ROWHOUSE_RUN")
    try Self.makeFolder(settings.logs, "ROWHOUSE_DATA")
    try Self.makeFolder(settings.published, "ROWHOUSE_DATA")
    try ListenAddress(settings.listen).checkFree()
  }

  /// What builds the programs beside this one.
  private static func build(_ programs: URL) -> String {
    programs.lastPathComponent == "debug" ? "swift build" : "make release"
  }

  private static func find(_ name: String, _ complaint: String) throws -> String {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let places = folders.map(String.init) + ["/usr/sbin"]
    guard
      let path = places.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile(atPath:))
    else { throw Refusal(complaint) }
    return path
  }

  private static func checkPath(_ run: URL) throws {
    let longest = run.appending(path: "live.sock").path
    guard longest.utf8.count <= ListeningSocket.longestPath else {
      throw Refusal("\(longest) is too long for a socket; set ROWHOUSE_RUN to a shorter folder")
    }
  }

  /// Makes the folder and tries to write in it.
  private static func makeFolder(_ folder: URL, _ setting: String) throws {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if let failure = FolderFailure(folder) {
      throw Refusal("\(setting): cannot write in \(folder.path): \(failure.reason)")
    }
  }
}
