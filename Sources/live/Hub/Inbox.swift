import Foundation

/// A queue from many threads to the one that takes jobs out of it.
final class Inbox<Job: Sendable>: Sendable {
  private let condition = NSCondition()
  // Both are touched only while the condition is locked.
  nonisolated(unsafe) private var jobs: [Job] = []
  nonisolated(unsafe) private var isWoken = false

  func post(_ job: Job) {
    condition.withLock {
      jobs.append(job)
      condition.signal()
    }
  }

  /// Ends the wait of `take` without a job: there is something new in a database.
  func wake() {
    condition.withLock {
      isWoken = true
      condition.signal()
    }
  }

  /// Takes all jobs out, after so many seconds at the latest.
  func take(within seconds: Double) -> [Job] {
    condition.withLock {
      let deadline = Date(timeIntervalSinceNow: seconds)
      while jobs.isEmpty, !isWoken, condition.wait(until: deadline) {}
      defer { (jobs, isWoken) = ([], false) }
      return jobs
    }
  }
}
