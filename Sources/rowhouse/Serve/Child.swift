import Foundation

/// One program with its process, if it has one just now.
struct Child {
  let program: Program
  private(set) var pid: pid_t?
  /// When it may be started (again).
  private(set) var dueAt = 0.0
  /// How often in a row it ended soon after its start.
  private(set) var failures = 0
  private var startedAt = 0.0

  /// Whoever lived this long was healthy.
  private static let healthy = 10.0

  init(_ program: Program) { self.program = program }

  mutating func start() throws {
    pid = try program.start()
    startedAt = uptime()
  }

  /// Waits longer after each failure: a tenth of a second, twice that…, ten seconds. What it started itself
  /// goes with it: nginx's workers would keep the port of a master that was killed.
  mutating func ended() -> Double {
    if let pid { kill(-pid, SIGKILL) }
    pid = nil
    failures = uptime() - startedAt > Self.healthy ? 1 : failures + 1
    let delay = min(10, 0.1 * pow(2, Double(failures - 1)))
    dueAt = uptime() + delay
    return delay
  }

  func send(_ signal: Int32) {
    if let pid { kill(pid, signal) }
  }
}

/// How a process ended, in words.
func ending(_ status: Int32) -> String {
  let signal = status & 0x7f
  return signal == 0 ? "ended with \((status >> 8) & 0xff)" : "was ended by signal \(signal)"
}
