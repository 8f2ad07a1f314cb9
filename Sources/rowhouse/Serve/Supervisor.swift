import Foundation

/// All processes of a site: started together, kept running, stopped together.
struct Supervisor {
  private var children: [Child]
  /// Failures in a row before the first ready site after which it is no use to go on.
  private static let patience = 6

  init(_ programs: [Program]) { children = programs.map(Child.init) }

  /// Why it ended.
  enum Ending { case asked, severed }

  /// Runs until somebody asks to stop, or the site can't be reached any more. `isReady` is asked until it says
  /// yes once.
  mutating func run(isReady: () -> Bool, isWhole: () -> Bool, whenReady: () -> Void) throws -> Ending {
    var ready = false
    defer { stop() }
    while true {
      try startDue()
      if !ready, isReady() {
        ready = true
        whenReady()
      }
      switch Signals.next(within: pause(ready)) {
      case SIGINT, SIGTERM, SIGHUP: return .asked
      default: reap()
      }
      guard isWhole() else { return .severed }
      if !ready, let lost = children.first(where: { $0.failures >= Self.patience }) {
        throw Refusal("\(lost.program.name) ends again and again; what it said stands above")
      }
    }
  }

  private mutating func startDue() throws {
    let now = uptime()
    for index in children.indices where children[index].pid == nil && children[index].dueAt <= now {
      try children[index].start()
    }
  }

  /// Until the next start that is due, or it is time to look whether all is there; while not ready, time for a
  /// few questions a second.
  private func pause(_ ready: Bool) -> Double {
    let next = children.filter { $0.pid == nil }.map { $0.dueAt - uptime() }.min() ?? 2
    return max(0.001, min(next, ready ? 2 : 0.05))
  }

  private mutating func reap() {
    while let (index, status) = collect() {
      let pid = children[index].pid ?? 0
      let delay = children[index].ended()
      say("\(children[index].program.name) (\(pid)) \(ending(status)); starting it again in \(delay) s")
    }
  }

  /// A child that has ended, with its status.
  private func collect() -> (Int, Int32)? {
    var status: Int32 = 0
    while case let pid = waitpid(-1, &status, WNOHANG), pid > 0 {
      if let index = children.firstIndex(where: { $0.pid == pid }) { return (index, status) }
    }
    return nil
  }

  /// Everybody finishes what they have in hand; who is not gone in two seconds is ended.
  private mutating func stop() {
    for child in children { child.send(child.program.stopSignal) }
    let begun = uptime()
    while children.contains(where: { $0.pid != nil }), uptime() - begun < 2.9 {
      let again = Signals.next(within: 0.05)
      while let (index, _) = collect() { _ = children[index].ended() }
      if uptime() - begun > 1.2 { hurry(SIGTERM) }
      if uptime() - begun > 2.2 || again == SIGINT || again == SIGTERM { hurry(SIGKILL) }
    }
  }

  private func hurry(_ signal: Int32) {
    for child in children { child.send(signal) }
  }
}
