extension SiteSetting {
  /// Moderators see the account always.
  public static let speakerHandle = SiteSetting(
    "speaking.handle", "Who stands behind a name",
    """
    Whether readers see the account beside the name of somebody in its system. Where it is not shown it is no \
    secret yet: whoever blocks them learns which account it is.
    """,
    .choice([Choice("shown", "Readers see the account"), Choice("hidden", "Only moderators see it")]),
    standard: "shown")
}

extension SiteSettings {
  public var showsHandles: Bool { self[.speakerHandle] != "hidden" }
}

/// For how long one may say that somebody else had spoken.
public enum Repost {
  public static let seconds = 600

  /// Throws `Fault` 422 afterwards.
  public static func check(_ at: Moment, now: Moment) throws {
    guard isOpen(at, now: now) else {
      throw Fault.invalid("Who speaks can be changed for ten minutes after posting, and they have passed.")
    }
  }

  public static func isOpen(_ at: Moment, now: Moment) -> Bool { now < at + seconds }
}
