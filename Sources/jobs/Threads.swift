import Components
import Foundation
import Kit
import Logging

/// Runs what is due until the shift is over; looks four times a second when there is nothing.
func doJobs(_ site: Site, _ shift: Shift, _ log: Logger) {
  let runner = JobRunner(site, log)
  while !shift.isOver {
    if !shift.at(work: { runner.turn(now: .now) }) { usleep(250_000) }
  }
}

/// Owns the checkpoints, as soon as nobody else does, until the shift is over.
func keepLogsShort(_ site: Site, _ shift: Shift, _ log: Logger) {
  let checkpoints = Checkpoints(site)
  var backoff = Backoff()
  while !shift.isOver {
    do {
      if backoff.isOver(at: Checkpoints.uptime) {
        _ = try checkpoints.ownIfFree { keepLogsShort(checkpoints, shift, log) }
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
