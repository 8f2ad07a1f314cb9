import Kit

/// Where passkeys can be used: browsers bind them to the name of a site, and take no number for one (WebAuthn 5.1.2
/// and 13.4.9).
extension AdminModule {
  /// Why this site can have no passkeys, in a sentence; nil where it can. Whether the browser has come by the site's own
  /// address, the script of the page knows better: a proxy may have changed what we are told.
  var passkeysMissing: String? {
    let (host, settings) = (house.settings.host, house.settings)
    if Network(host) != nil {
      return "Passkeys need a site with a name, and this one's address is a number."
    }
    let canBe = settings.isSecure || host == "localhost" || host.hasSuffix(".localhost")
    return canBe ? nil : "Passkeys need https, which this site does not have."
  }

  /// Why none of these passkeys can be used here, in a sentence; nil where one can.
  func missing(_ known: [Passkey]) -> String? {
    if let reason = passkeysMissing { return reason }
    guard let passkey = known.first, !known.contains(where: relyingParty.takes) else { return nil }
    return "Your passkey was made for \(passkey.site), so it can't be used here."
  }
}
