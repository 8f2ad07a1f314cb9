import Components
import Foundation
import Kit
import Logging

/// Runs what is due, as soon as nobody else does, until the shift is over; looks four times a second when there
/// is nothing.
func doJobs(_ site: Site, _ shift: Shift, _ log: Logger) {
  let runner = JobRunner(site, log)
  takeOver(shift, log, { try JobRunner.aloneIfFree(site.settings, $0) }) {
    runner.takeBackLeases(now: .now)
    while !shift.isOver {
      if !shift.at(work: { runner.turn(now: .now) }) { usleep(250_000) }
    }
  }
}

/// Owns the checkpoints, as soon as nobody else does, until the shift is over.
func keepLogsShort(_ site: Site, _ shift: Shift, _ log: Logger) {
  let checkpoints = Checkpoints(site)
  takeOver(shift, log, checkpoints.ownIfFree) { keepLogsShort(checkpoints, shift, log) }
}

/// Asks four times a second for what one process may do alone.
private func takeOver(
  _ shift: Shift, _ log: Logger, _ ifFree: @escaping (() -> Void) throws -> Bool, _ work: @escaping () -> Void
) {
  var backoff = Backoff()
  while !shift.isOver {
    do {
      if backoff.isOver(at: Checkpoints.uptime) {
        _ = try ifFree(work)
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
