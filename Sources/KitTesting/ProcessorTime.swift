import Foundation

/// How long this thread was at work, whoever else was: what a busy machine does to others' clocks it does not
/// do to this one.
public enum ProcessorTime {
  public static func measure(_ work: () throws -> Void) rethrows -> Duration {
    let begun = now
    try work()
    return now - begun
  }

  private static var now: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
