import Components
import Foundation
import Kit
import Logging

/// Runs what is due until the shift is over; looks four times a second when there is nothing.
func doJobs(_ site: Site, _ shift: Shift, _ log: Logger) {
  do {
    let runner = try JobRunner(site, log)
    while !shift.isOver {
      if try !shift.at(work: { try runner.turn(now: .now) }) { usleep(250_000) }
    }
  } catch {
    // A queue that can't be read or written: starting anew is the best that can be done.
    log.critical("\(Cause(error))")
    exit(70)
  }
}

/// Owns the checkpoints, as soon as nobody else does, until the shift is over.
func keepLogsShort(_ settings: Settings, _ shift: Shift, _ log: Logger) {
  let checkpoints = Checkpoints(settings)
  let failed = { (file: URL, error: any Error) in
    log.error("checkpoint of \(file.lastPathComponent): \(Cause(error))")
  }
  do {
    while !shift.isOver {
      let owned = try checkpoints.ownIfFree {
        while !shift.isOver {
          checkpoints.turn(failed: failed)
          usleep(250_000)
        }
        checkpoints.turn(all: true, failed: failed)
      }
      if !owned { usleep(250_000) }
    }
  } catch {
    log.critical("\(Cause(error))")
    exit(70)
  }
}
