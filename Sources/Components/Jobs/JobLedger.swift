import Kit

/// What happened to jobs and is not written down yet: it is kept here while the disk is full or the file busy.
struct JobLedger {
  let queue: JobQueue
  let clock: JobClock
  private var runs: [String: (at: Moment, error: String?)] = [:]
  private var outcomes: [(job: WaitingJob, error: String?, at: Moment)] = []

  init(queue: JobQueue, clock: JobClock) { (self.queue, self.clock) = (queue, clock) }

  var isWritten: Bool { runs.isEmpty && outcomes.isEmpty }
  /// A job whose end is not written would be done again.
  var knowsOfEnds: Bool { !outcomes.isEmpty }

  mutating func add(_ name: String, at now: Moment, error: String? = nil) { runs[name] = (now, error) }

  mutating func add(_ job: WaitingJob, at now: Moment, error: String? = nil) {
    outcomes.append((job, error, now))
  }

  /// Forgets each as soon as it is written. Throws at the first that can't be.
  mutating func write() throws {
    while let outcome = outcomes.first {
      if let error = outcome.error {
        try queue.fail(outcome.job, error, now: outcome.at)
      } else {
        try queue.finish(outcome.job)
      }
      outcomes.removeFirst()
    }
    while let (name, run) = runs.first {
      try clock.note(name, at: run.at, error: run.error)
      runs[name] = nil
    }
  }
}
