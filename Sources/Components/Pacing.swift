import HTTPTypes
import Kit

extension Site {
  /// Whoever does a lot in a short time waits, by their account and by the address they come from. Moderators
  /// don't: they clear away after others. Guests change nothing that others see.
  func keepPace(of route: Route, _ request: Request) throws {
    guard let pace = route.pace, let limiter, let account = request.viewer.account,
      request.viewer.actedBy == nil, !request.viewer.can("admin.moderate"),
      let rates = try pace.rates(shell.settings.get(for: request))
    else { return }
    let buckets = [
      (name: "\(pace.name) of \(account.id)", rate: rates.account),
      (name: "\(pace.name) from \(Network.name(of: request.address))", rate: rates.address),
    ]
    guard let wait = limiter.take(buckets, now: request.now) else { return }
    let seconds = Int((wait + 999) / 1000)
    throw Fault(
      .tooManyRequests,
      "That was a lot in a short time. Wait \(seconds == 1 ? "a second" : "\(seconds) seconds"), and send it again.",
      retryAfter: seconds)
  }
}
