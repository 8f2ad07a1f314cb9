import Components
import Foundation
import Kit
import Logging
import ServiceLifecycle
import UnixSignals

/// rowhouse-live: holds every open connection. Exits 0 after SIGTERM, 78 (EX_CONFIG) if it can't start,
/// 75 (EX_TEMPFAIL) if that may pass, 74 (EX_IOERR) after a failed sync of the databases, 70 (EX_SOFTWARE) if it
/// can't go on.
///
///     rowhouse-live                    the daemon; takes its socket from LISTEN_FDS if there is one
///     rowhouse-live --unlimited        without limits a person and a connection, for load tests
///     rowhouse-live --echo PORT|PATH   only the WebSocket codec, for conformance tests
ProgramLog.begin()
let log = Logger(label: "live")

/// The first inherited socket (sd_listen_fds(3)), if these variables are meant for this process.
func inheritedSocket(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> CInt? {
  guard environment["LISTEN_PID"].map({ $0 == "\(getpid())" }) ?? true,
    let count = environment["LISTEN_FDS"].flatMap({ Int($0) }), count > 0
  else { return nil }
  return 3
}

/// The daemon as one service, so that a signal is waited for before anybody is let in.
struct Live: Service {
  let settings: Settings
  let limits: Limits

  func run() async throws {
    let site = try Site(settings, log: log, writesGuarded: false)
    let daemon = try await Daemon.start(site, inherited: inheritedSocket(), limits: limits, log: log)
    try await withThrowingTaskGroup(of: Void.self) { parts in
      for part in [daemon.hub, daemon] as [any Service] { parts.addTask { try await part.run() } }
      try await parts.waitForAll()
    }
  }
}

do {
  // A peer that has gone is an error of a write, no reason to die.
  signal(SIGPIPE, SIG_IGN)
  let arguments = CommandLine.arguments.dropFirst()
  if arguments.first == "--echo", let place = arguments.dropFirst().first {
    try await Echo.serve(at: place)
  } else {
    // Before there are other threads, which would stay whoever started them.
    let settings = try Settings.loadAsOwner()
    let live = Live(settings: settings, limits: arguments.contains("--unlimited") ? .none : Limits())
    try await ServiceGroup(
      services: [live], gracefulShutdownSignals: [.sigterm, .sigint], logger: log
    ).run()
  }
} catch {
  log.critical("\(error)")
  exit(error is HubThread.Died ? 70 : ExitStatus.ofStart(error))
}
