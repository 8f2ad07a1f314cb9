import Components
import Foundation
import Kit
import Logging

/// rowhouse-jobs: the houses' background work, and the checkpoints of all databases. Exits 0 after SIGTERM,
/// 78 (EX_CONFIG) if it can't start.
ProgramLog.begin()
let log = Logger(label: "jobs")

/// Taken by this thread alone; the others are started with them blocked.
var signals = sigset_t()
sigemptyset(&signals)
for signal in [SIGTERM, SIGINT] { sigaddset(&signals, signal) }
pthread_sigmask(SIG_BLOCK, &signals, nil)

do {
  let settings = try Settings.load()
  let site = try Site(settings, log: log)
  let shift = Shift()
  let checkpoints = Thread { keepLogsShort(settings, shift, log) }
  checkpoints.start()
  let work = Thread { doJobs(site, shift, log) }
  work.start()

  let heartbeat = Heartbeat("jobs", site)
  heartbeat.ready()
  var second = timespec(tv_sec: 1, tv_nsec: 0)
  while sigtimedwait(&signals, nil, &second) < 0 {
    if !shift.isStuck { heartbeat.beat() }
  }
  shift.end()
  while !(work.isFinished && checkpoints.isFinished) { usleep(10_000) }
  heartbeat.end()
} catch {
  log.critical("\(error)")
  exit(78)
}
