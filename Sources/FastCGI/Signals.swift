import Foundation
import Synchronization

private let terminating = Atomic<Bool>(false)

/// SIGTERM and SIGINT ask the loop to end after the request in hand; SIGALRM only interrupts a read.
enum Signals {
  static var isTerminating: Bool { terminating.load(ordering: .relaxed) }

  static func install() {
    for signal in [SIGTERM, SIGINT] {
      // SA_RESTART: the request in hand goes on reading and writing; epoll_wait ends all the same.
      handle(signal, flags: SA_RESTART) { _ in terminating.store(true, ordering: .relaxed) }
    }
    handle(SIGALRM, flags: 0) { _ in }
    signal(SIGPIPE, SIG_IGN)
  }

  private static func handle(_ signal: CInt, flags: CInt, _ handler: @escaping @convention(c) (CInt) -> Void)
  {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    sigaction(signal, &action, nil)
  }
}
