import GRDB
import Kit

extension AdminModule {
  /// Why somebody is signed out in the middle of a form, where that is not their own doing. The form says whose page
  /// it was, and only a browser that is known to that account is told; the reason itself stands behind the door.
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
