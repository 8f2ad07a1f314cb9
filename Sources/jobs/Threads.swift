import Components
import Foundation
import Kit
import Logging

/// Runs what is due, as soon as no other process does, until the shift is over; looks four times a second when
/// there is nothing.
func doJobs(_ site: Site, _ shift: Shift, _ log: Logger) {
  // Where no worker can take it.
  let lock = site.settings.data.appending(path: "guarded/jobs.lock")
  keepTrying(shift, log) { _ = try FileLock.holdIfFree(lock) { doJobsAlone(site, shift, log) } }
}

private func doJobsAlone(_ site: Site, _ shift: Shift, _ log: Logger) {
  do { try JobQueue(app: site.app).takeBackLeases(now: .now) } catch {
    // They run out by themselves.
    log.error("leases of jobs: \(Cause(error))")
  }
  let runner = JobRunner(site, log)
  while !shift.isOver {
    if !shift.at(work: { runner.turn(now: .now) }) { usleep(250_000) }
  }
}

/// Owns the checkpoints, as soon as nobody else does, until the shift is over.
func keepLogsShort(_ site: Site, _ shift: Shift, _ log: Logger) {
  let checkpoints = Checkpoints(site)
  keepTrying(shift, log) { _ = try checkpoints.ownIfFree { keepLogsShort(checkpoints, shift, log) } }
}

private func keepTrying(_ shift: Shift, _ log: Logger, _ work: () throws -> Void) {
  var backoff = Backoff()
  while !shift.isOver {
    do {
      if backoff.isOver(at: Checkpoints.uptime) {
        try work()
        backoff.succeed()
      }
    } catch {
      backoff.fail(at: Checkpoints.uptime)
      log.error("\(Cause(error)); not again for \(Int(backoff.wait)) s")
    }
    usleep(250_000)
  }
}

private func keepLogsShort(_ checkpoints: Checkpoints, _ shift: Shift, _ log: Logger) {
  let failed = { (file: URL, error: any Error, backoff: Backoff) in
    log.error(
      "checkpoint of \(file.lastPathComponent): \(Cause(error)); not again for \(Int(backoff.wait)) s")
  }
  while !shift.isOver {
    checkpoints.turn(failed: failed)
    usleep(250_000)
  }
  checkpoints.turn(all: true, failed: failed)
}
