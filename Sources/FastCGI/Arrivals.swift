import CFastCGI
import Foundation

/// Waits for a connection without accepting it, so that a worker can look after itself meanwhile.
/// EPOLLEXCLUSIVE wakes one worker of those that share the socket, not all of them.
struct Arrivals {
  private let epoll: CInt
  private let signals: sigset_t

  /// `signals` is the mask of this thread while it waits.
  init(on socket: CInt, taking signals: sigset_t) throws {
    self.signals = signals
    // A worker that wakes too late must get EAGAIN, not block in accept.
    let flags = fcntl(socket, F_GETFL)
    guard flags >= 0, fcntl(socket, F_SETFL, flags | O_NONBLOCK) >= 0 else {
      throw FastCGIError("descriptor \(socket) is no socket: \(String(cString: strerror(errno)))")
    }
    epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
    var event = epoll_event()
    event.events = EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue
    guard epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) == 0 else {
      throw FastCGIError("can't watch the socket: \(String(cString: strerror(errno)))")
    }
  }

  /// Whether somebody came. A signal ends the wait early.
  func wait(milliseconds: CInt) -> Bool {
    var (event, signals) = (epoll_event(), signals)
    return epoll_pwait(epoll, &event, 1, milliseconds, &signals) > 0
  }
}
