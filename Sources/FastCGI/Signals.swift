import CFastCGI
import Foundation
import Synchronization

private let terminating = Atomic<Bool>(false)

/// SIGTERM and SIGINT ask the loop to end after the request in hand; SIGALRM only interrupts a read.
enum Signals {
  static var isTerminating: Bool { terminating.load(ordering: .relaxed) }

  /// Returns the signals that this thread takes while it waits for a request. While one is in hand it takes
  /// neither SIGTERM nor SIGINT: they would break off the read of a body, SA_RESTART or not, because the
  /// socket has a timeout (signal(7)).
  static func install() -> sigset_t {
    var (ending, whileWaiting) = (sigset_t(), sigset_t())
    sigemptyset(&ending)
    for signal in [SIGTERM, SIGINT] {
      handle(signal) { _ in terminating.store(true, ordering: .relaxed) }
      sigaddset(&ending, signal)
    }
    handle(SIGALRM) { _ in }
    signal(SIGPIPE, SIG_IGN)
    pthread_sigmask(SIG_BLOCK, &ending, &whileWaiting)
    return whileWaiting
  }

  private static func handle(_ signal: CInt, _ handler: @escaping @convention(c) (CInt) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    sigaction(signal, &action, nil)
  }
}
