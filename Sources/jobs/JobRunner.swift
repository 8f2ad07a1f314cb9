import Components
import Kit
import Logging

/// Runs the houses' jobs, one after the other. Those of a disabled house wait.
final class JobRunner {
  private let site: Site
  private let queue: JobQueue
  private let clock: JobClock
  private let log: Logger
  private var lastRuns: [String: Moment]

  init(_ site: Site, _ log: Logger) throws {
    self.site = site
    self.log = log
    queue = JobQueue(app: site.app)
    clock = JobClock(app: site.app)
    lastRuns = try clock.lastRuns()
  }

  /// Does one thing that is due; false if there is none.
  func turn(now: Moment) throws -> Bool {
    let jobs = try openJobs()
    if let periodic = jobs.first(where: { isDue($0, now) }) {
      try runOnClock(periodic, now)
      return true
    }
    guard let waiting = try queue.take(Set(jobs.map(\.name)), now: now) else { return false }
    if let job = jobs.first(where: { $0.name == waiting.name }) { try run(job, waiting, now) }
    return true
  }

  private func openJobs() throws -> [Job] {
    try site.houses.filter { try site.registry.isEnabled(type(of: $0).name) }.flatMap(\.jobs) + [trimming]
  }

  /// Old events that no page can want any more.
  private var trimming: Job {
    Job("components.trim-outbox", .every(seconds: 60)) { [outbox = site.outbox] _, now in
      try outbox.trim(now: now)
    }
  }

  private func isDue(_ job: Job, _ now: Moment) -> Bool {
    guard case .every(let seconds) = job.trigger else { return false }
    return lastRuns[job.name].map { $0 + seconds <= now } ?? true
  }

  private func runOnClock(_ job: Job, _ now: Moment) throws {
    lastRuns[job.name] = now
    try note(job, now)
    do {
      try job.run("", now)
    } catch {
      log.error("\(job.name): \(Cause(error))")
      try note(job, now, error: "\(Cause(error))")
    }
  }

  /// What runs every few seconds needs no memory over a restart, and must not write to the disk each time.
  private func note(_ job: Job, _ now: Moment, error: String? = nil) throws {
    guard case .every(60...) = job.trigger else { return }
    try clock.note(job.name, at: now, error: error)
  }

  private func run(_ job: Job, _ waiting: WaitingJob, _ now: Moment) throws {
    do {
      try job.run(waiting.payload, now)
      try queue.finish(waiting)
    } catch {
      log.error("\(job.name) \(waiting.id), attempt \(waiting.attempts): \(Cause(error))")
      try queue.fail(waiting, error, now: .now)
    }
  }
}
