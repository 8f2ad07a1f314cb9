import Foundation

/// Signals taken one by one in the main thread, not by handlers. Children get none of this (see `Child`).
enum Signals {
  private static let watched = [SIGINT, SIGTERM, SIGHUP, SIGCHLD]

  static func block() {
    var set = self.set
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// The next signal, or nil when none came within the time.
  static func next(within seconds: Double) -> Int32? {
    var set = self.set
    let whole = seconds.rounded(.down)
    var time = timespec(tv_sec: Int(whole), tv_nsec: Int((seconds - whole) * 1e9))
    let signal = sigtimedwait(&set, nil, &time)
    return signal > 0 ? signal : nil
  }

  private static var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in watched { sigaddset(&set, signal) }
    return set
  }
}

/// Seconds of a clock that nobody sets.
func uptime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
