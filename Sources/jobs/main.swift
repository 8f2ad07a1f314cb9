import Components
import Foundation
import Kit
import Logging

/// rowhouse-jobs: the houses' background work, and the checkpoints of all databases. Exits 0 after SIGTERM,
/// 78 (EX_CONFIG) if it can't start, 74 (EX_IOERR) after a failed sync of the databases. What is full or busy
/// just now it waits for.
ProgramLog.begin()
let log = Logger(label: "jobs")

/// Taken by this thread alone; the others are started with them blocked.
var signals = sigset_t()
sigemptyset(&signals)
for signal in [SIGTERM, SIGINT] { sigaddset(&signals, signal) }
pthread_sigmask(SIG_BLOCK, &signals, nil)

/// Whether it is time to go, asked for so many seconds.
@MainActor func isAskedToGo(within seconds: Double) -> Bool {
  var time = timespec(tv_sec: Int(seconds), tv_nsec: 0)
  return sigtimedwait(&signals, nil, &time) >= 0
}

/// Nil if it was time to go before it could be opened.
@MainActor func openSite(_ settings: Settings) throws -> Site? {
  var backoff = Backoff()
  while true {
    do { return try Site(settings, log: log) } catch let error where Outage.isOne(error) {
      backoff.fail(at: Checkpoints.uptime)
      log.error("the site can't be opened: \(Cause(error)); not again for \(Int(backoff.wait)) s")
      if isAskedToGo(within: backoff.wait) { return nil }
    }
  }
}

do {
  let settings = try Settings.loadAsOwner()
  let shift = Shift()
  if let site = try openSite(settings) {
    site.keepFaces()
    // Apart from each other: a log that is too long may be why nothing else works.
    let checkpoints = Thread { keepLogsShort(site, shift, log) }
    checkpoints.start()
    let work = Thread { doJobs(site, shift, log) }
    work.start()
    let heartbeat = Heartbeat("jobs", site)
    heartbeat.ready()
    while !isAskedToGo(within: 1) {
      heartbeat.endAfterFailedSync()
      if !shift.isStuck { heartbeat.beat() }
    }
    shift.end()
    while !(work.isFinished && checkpoints.isFinished) { usleep(10_000) }
    heartbeat.end()
  }
} catch {
  log.critical("\(error)")
  exit(ExitStatus.ofStart(error))
}
