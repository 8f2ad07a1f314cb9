import Admin
import ArgumentParser
import Components
import Foundation
import Kit

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the whole site until Ctrl-C: nginx, workers, live daemon, background work.")

  func run() throws {
    let settings = try Settings.loadAsOwner()
    let check = try Preflight(settings)
    let lock = try ServeLock(in: settings.data)
    defer { lock.release() }
    try ServeLock.checkAlone(on: settings)
    guard try serve(check) == .severed else { return }
    repeat {
      say("\(settings.run.path) was taken away, and nobody can reach the site: everything is started anew")
    } while try serve(Preflight(settings)) == .severed
  }

  /// Until somebody asks to stop, or nothing of it can be reached any more.
  private func serve(_ check: Preflight) throws -> Supervisor.Ending {
    let settings = check.settings
    let lock = try ServeLock(in: settings.run)
    defer { lock.release() }
    // Migrated before anybody starts, and closed again. Nil as soon as there is an admin.
    let setup = try openSite().admin.setupAddress(now: .now)
    let folder = settings.run.appending(path: "nginx")
    let files = NginxFiles(
      settings: settings, flavour: .development, folder: folder, cache: MemoryFolder.make(for: folder))
    try files.write()
    defer { files.remove() }
    let web = try ListeningSocket(at: settings.run.appending(path: "web.sock").path)
    defer { web.remove() }
    // The daemon and the workers make these by themselves; killed, they leave them.
    defer {
      for name in ["live.sock", "wake.sock", RateLimiter.fileName] {
        unlink(settings.run.appending(path: name).path)
      }
      WriteGate.remove(settings.run.appending(path: WriteGate.fileName))
    }

    Signals.block()
    var supervisor = Supervisor(Self.programs(check, files, web))
    return try supervisor.run(isReady: { Self.answers(settings) }, isWhole: { web.isThere }) {
      // The site is there, whether anybody listens to this or not.
      try? tell("ready \(settings.baseURL)/")
      if let setup { try? tell("the first admin is made at \(setup)") }
    }
  }

  private static func programs(
    _ check: Preflight, _ files: NginxFiles, _ web: ListeningSocket
  ) -> [Program] {
    func ours(_ name: String, _ title: String, _ socket: ListeningSocket? = nil) -> Program {
      Program(name: title, path: check.programs.appending(path: name).path, socket: socket?.descriptor)
    }
    // nginx finishes what it has in hand at SIGQUIT. Its own workers would outlive a killed master.
    let nginx = Program(
      name: "nginx", path: check.nginx,
      arguments: [
        "-p", files.folder.path, "-c", files.folder.appending(path: "nginx.conf").path,
        "-e", check.settings.logs.appending(path: "nginx.log").path,
      ], stopSignal: SIGQUIT, orphaned: "TERM")
    return [ours("rowhouse-live", "live daemon")]
      + (1...check.settings.workers).map { ours("rowhouse-web", "web worker \($0)", web) }
      + [ours("rowhouse-jobs", "background work"), nginx]
  }

  private static func answers(_ settings: Settings) -> Bool {
    let host = URL(string: settings.baseURL)?.host() ?? "localhost"
    let answer = ListenAddress(settings.listen).get("/healthz", host: host)
    return answer?.prefix(15).contains(" 200 ") ?? false
  }
}
