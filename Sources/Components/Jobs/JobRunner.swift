import Foundation
import Kit
import Logging

/// Runs the houses' jobs, one after the other. Those of a disabled house wait. Whatever can't be read or
/// written just now is logged and tried again later and later; the rest goes on.
public final class JobRunner {
  private let jobs: () throws -> [Job]
  private let queue: JobQueue
  private let clock: JobClock
  private let log: Logger
  private var ledger: JobLedger
  private var lastRuns: [String: Moment]?
  /// By what goes wrong.
  private var backoffs: [String: Backoff] = [:]

  init(_ jobs: @escaping () throws -> [Job], queue: JobQueue, clock: JobClock, log: Logger) {
    (self.jobs, self.queue, self.clock, self.log) = (jobs, queue, clock, log)
    ledger = JobLedger(queue: queue, clock: clock)
  }

  public convenience init(_ site: Site, _ log: Logger) {
    self.init(
      { try Self.jobs(of: site) }, queue: JobQueue(app: site.app, site.writeGate),
      clock: JobClock(app: site.app, site.writeGate), log: log)
  }

  private static func jobs(of site: Site) throws -> [Job] {
    try site.houses.filter { try site.registry.isEnabled(type(of: $0).name) }.flatMap(\.jobs)
      + [trimming(site.outbox)]
  }

  /// Does the work as the only one on this data folder, whatever run folder others have; false, and nothing done,
  /// while another process is that. The lock lies where no worker can take it.
  public static func aloneIfFree(_ settings: Settings, _ work: () throws -> Void) throws -> Bool {
    let lock = settings.guarded(of: "jobs.lock")
    try FileManager.default.createDirectory(
      at: lock.deletingLastPathComponent(), withIntermediateDirectories: true)
    return try FileLock.holdIfFree(lock, work) != nil
  }

  /// To be called by whoever is alone: nobody else can be at work on what is leased.
  public func takeBackLeases(now: Moment) {
    _ = attempt("leases of jobs", now) { try queue.takeBackLeases(now: now) }
  }

  /// Old events that no page can want any more.
  private static func trimming(_ outbox: Outbox) -> Job {
    Job("components.trim-outbox", .every(seconds: 60)) { _, now in try outbox.trim(now: now) }
  }

  /// Does one thing that is due; false if there is none, or none that can be done now.
  public func turn(now: Moment) -> Bool {
    writeLedger(now)
    guard let runs = lastRuns ?? attempt("the clock of jobs", now, clock.lastRuns),
      let jobs = attempt("the list of jobs", now, jobs)
    else { return false }
    lastRuns = runs
    if let periodic = jobs.first(where: { isDue($0, now) }) {
      runOnClock(periodic, now)
      return true
    }
    return runWaiting(jobs, now)
  }

  /// Nil if it failed, or failed so lately that it is not tried yet.
  private func attempt<Answer>(_ what: String, _ now: Moment, _ work: () throws -> Answer) -> Answer? {
    var backoff = backoffs[what] ?? Backoff()
    guard backoff.isOver(at: now.seconds) else { return nil }
    do {
      let answer = try work()
      backoffs[what] = nil
      return answer
    } catch {
      backoff.fail(at: now.seconds)
      backoffs[what] = backoff
      log.error("\(what): \(Cause(error)); not again for \(Int(backoff.wait)) s")
      return nil
    }
  }

  private func writeLedger(_ now: Moment) {
    guard !ledger.isWritten else { return }
    _ = attempt("the notes of jobs", now) { try ledger.write() }
  }

  private func isDue(_ job: Job, _ now: Moment) -> Bool {
    guard case .every(let seconds) = job.trigger, backoffs[job.name]?.isOver(at: now.seconds) ?? true else {
      return false
    }
    return lastRuns?[job.name].map { $0 + seconds <= now } ?? true
  }

  /// Noted before the work, so that what kills the process is not at once tried again; where no note can be
  /// written, what it does may be what makes room.
  private func runOnClock(_ job: Job, _ now: Moment) {
    lastRuns?[job.name] = now
    note(job, now)
    var failure: String?
    _ = attempt(job.name, now) {
      do { try job.run("", now) } catch {
        failure = "\(Cause(error))"
        throw error
      }
    }
    if let failure { note(job, now, error: failure) }
  }

  /// What runs every few seconds needs no memory over a restart, and must not write to the disk each time.
  private func note(_ job: Job, _ now: Moment, error: String? = nil) {
    guard case .every(60...) = job.trigger else { return }
    ledger.add(job.name, at: now, error: error)
    writeLedger(now)
  }

  /// Nothing is taken before the end of what was done before is written.
  private func runWaiting(_ jobs: [Job], _ now: Moment) -> Bool {
    guard !ledger.knowsOfEnds,
      let taken = attempt("the queue of jobs", now, { try queue.take(Set(jobs.map(\.name)), now: now) }),
      let waiting = taken
    else { return false }
    if let job = jobs.first(where: { $0.name == waiting.name }) { run(job, waiting, now) }
    return true
  }

  private func run(_ job: Job, _ waiting: WaitingJob, _ now: Moment) {
    do {
      try job.run(waiting.payload, now)
      ledger.add(waiting, at: now)
    } catch {
      log.error("\(job.name) \(waiting.id), attempt \(waiting.attempts): \(Cause(error))")
      ledger.add(waiting, at: .now, error: "\(Cause(error))")
    }
    writeLedger(now)
  }
}

extension Moment {
  fileprivate var seconds: Double { Double(milliseconds) / 1000 }
}
