import Foundation

/// Where threads leave work for the one thread that does it.
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

  /// There is something to look at that is no job.
  func wake() {
    condition.withLock {
      isWoken = true
      condition.signal()
    }
  }

  /// Everything that lies here, at the latest after so many seconds.
  func take(within seconds: Double) -> [Job] {
    condition.withLock {
      let deadline = Date(timeIntervalSinceNow: seconds)
      while jobs.isEmpty, !isWoken, condition.wait(until: deadline) {}
      defer { (jobs, isWoken) = ([], false) }
      return jobs
    }
  }
}
