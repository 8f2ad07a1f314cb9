import GRDB
import Kit

extension AdminModule {
  /// Says that a suspension ended the session of whoever sent this form. Only a known browser of the account is told,
  /// and the reason stands on the page of signing in.
  public func reasonForLeaving(_ request: Request) throws -> String? {
    guard let owner = request.formOwner.flatMap({ Int64($0) }), let token = authentication.device(request),
      let hash = KnownDevice.hash(token, of: owner)
    else { return nil }
    return try house.read { db in
      guard try KnownDevice.isKnown(hash, to: owner, now: request.now, db),
        let suspension = try Sanction.current(.suspended, of: owner, now: request.now, db)
      else { return nil }
      return
        "Your account is suspended \(Sanction.end(suspension.until)), and nothing was done. Signing in says why."
    }
  }
}
