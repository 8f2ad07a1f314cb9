import NIOCore
import RTC

/// Pings a client that is silent, and closes one that does not answer, does not authenticate or reads nothing.
struct KeepAlive {
  enum Verdict: Equatable { case fine, ping, close(CloseCode) }

  private let opened = NIODeadline.now()
  private var heard = NIODeadline.now()
  private var asked = false
  private var stuck: NIODeadline?

  mutating func heard(_ now: NIODeadline) { (heard, asked) = (now, false) }

  mutating func isWritable(_ flag: Bool, _ now: NIODeadline) { stuck = flag ? nil : stuck ?? now }

  /// After `pingSeconds` of silence we ask, ten seconds later we give up.
  mutating func check(_ now: NIODeadline, isAuthenticated: Bool, _ limits: Limits) -> Verdict {
    let silence = TimeAmount.seconds(Int64(ServerFrame.pingSeconds))
    if let stuck, now - stuck > .seconds(limits.stuckSeconds) { return .close(.slow) }
    if !isAuthenticated { return now - opened > .seconds(limits.authSeconds) ? .close(.noAuth) : .fine }
    if now - heard > silence + .seconds(10) { return .close(.silent) }
    guard now - heard > silence, !asked else { return .fine }
    asked = true
    return .ping
  }
}
