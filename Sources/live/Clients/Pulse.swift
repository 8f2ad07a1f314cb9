import NIOCore
import RTC

/// Tells whether somebody is still at the other end.
struct Pulse {
  enum Verdict: Equatable { case fine, ask, close(CloseCode) }

  private let opened = NIODeadline.now()
  private var heard = NIODeadline.now()
  private var asked = false
  private var stuck: NIODeadline?

  mutating func heard(_ now: NIODeadline) { (heard, asked) = (now, false) }

  mutating func isWritable(_ flag: Bool, _ now: NIODeadline) { stuck = flag ? nil : stuck ?? now }

  /// After `pingSeconds` of silence we ask, ten seconds later we give up.
  mutating func check(_ now: NIODeadline, isAdmitted: Bool, _ limits: Limits) -> Verdict {
    let silence = TimeAmount.seconds(Int64(ServerFrame.pingSeconds))
    if let stuck, now - stuck > .seconds(limits.stuckSeconds) { return .close(.slow) }
    if !isAdmitted { return now - opened > .seconds(limits.authSeconds) ? .close(.noAuth) : .fine }
    if now - heard > silence + .seconds(10) { return .close(.silent) }
    guard now - heard > silence, !asked else { return .fine }
    asked = true
    return .ask
  }
}
