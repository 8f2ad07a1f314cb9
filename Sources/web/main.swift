import Components
import FastCGI
import Foundation
import Kit
import Logging

/// rowhouse-web: one of the workers that answer nginx. Exits 0 after SIGTERM, 78 (EX_CONFIG) if it can't
/// start, 75 (EX_TEMPFAIL) if that may pass, 74 (EX_IOERR) after a failed sync of the databases, 70 (EX_SOFTWARE)
/// if its socket breaks.
ProgramLog.begin()
let log = Logger(label: "web")

func fail(_ status: CInt, _ error: any Error) -> Never {
  log.critical("\(error)")
  exit(status)
}

do {
  guard let socket = ListeningSocket.inherited() else {
    throw SettingsError(
      "rowhouse-web needs a listening socket on descriptor 0 or from LISTEN_FDS; see rowhouse serve")
  }
  let site = try Site(.loadAsOwner(), log: log, writesGuarded: false)
  site.followFaces()
  let heartbeat = Heartbeat("web", site)
  heartbeat.ready()
  var answered = 0
  try Worker(socket: socket, log: { log.error("\($0)") }) {
    heartbeat.beat(requests: answered)
    site.security.settle(now: .now)
    answered = 0
  }.run { exchange in
    answered += 1
    return site.answer(exchange)
  }
  heartbeat.end()
} catch let error as FastCGIError {
  fail(70, error)
} catch {
  fail(ExitStatus.ofStart(error), error)
}
