import Kit

/// The settings that the control room shows, in their sections.
struct SettingSection: Sendable {
  /// Names the section in its form.
  let key: String
  let title: String
  let settings: [SiteSetting]

  static let all = [
    SettingSection(
      key: "site", title: "The site",
      settings: [.siteName, .siteAbout, .siteNounKind, .siteNoun, .siteNouns, .speakerHandle]),
    SettingSection(
      key: "accounts", title: "Accounts",
      settings: [.signUpMode, .signUpPause, .sessionIdleDays, .sessionAbsoluteDays]),
    SettingSection(
      key: "newcomers", title: "New accounts",
      settings: [.newcomerPosts, .newcomerDays, .newcomerLinks, .newcomerHold]),
    SettingSection(key: "pace", title: "How fast", settings: [.paceBurst, .paceSeconds]),
    SettingSection(
      key: "mail", title: "Mail",
      settings: [.mailHost, .mailPort, .mailSecurity, .mailUser, .mailPassword, .mailFrom]),
    SettingSection(key: "pages", title: "Pages for everybody", settings: SiteSetting.pages),
  ]
}

extension SiteSetting {
  /// Whether the setting leads to everybody's account, or shows what was hidden: only somebody who holds all that
  /// anybody holds may change it, and only after confirming.
  var isGuarded: Bool { Self.guarded.contains(name) }

  private static let guarded = Set(
    (mailRelay + [mailPassword, mailFrom, signUpMode, sessionIdleDays, sessionAbsoluteDays, speakerHandle])
      .map(\.name))

  /// The settings that say where our letters and the relay's password go: a change of them forgets the password.
  static let mailRelay = [mailHost, mailPort, mailSecurity, mailUser]

  static let signUpMode = SiteSetting(
    "sign-up.mode", "Who may join", "How newcomers get an account.",
    .choice(SignUpMode.allCases.map { Choice($0.rawValue, $0.title) }), standard: SignUpMode.open.rawValue)
  static let signUpPause = SiteSetting(
    "sign-up.pause", "Seconds to join",
    "Who sends the form of joining sooner is taken for a program and asked to send it again; 0 asks nobody.",
    .number(0...10), standard: "2")
  static let sessionIdleDays = SiteSetting(
    "session.idle-days", "Days away",
    "A browser that was not here for so many days is signed out.", .number(1...365), standard: "30")
  static let sessionAbsoluteDays = SiteSetting(
    "session.absolute-days", "Days signed in",
    "After so many days a browser is signed out, however often it was here.", .number(1...730),
    standard: "180")

  static let mailHost = SiteSetting(
    "mail.host", "Relay", "The server that takes our mail; without one, this site sends none.",
    .text(longest: 253))
  static let mailPort = SiteSetting(
    "mail.port", "Port", "Where the relay listens.", .number(1...65_535), standard: "587")
  static let mailSecurity = SiteSetting(
    "mail.security", "Encryption", "How the way to the relay is kept private.",
    .choice([
      Choice("starttls", "STARTTLS, as on port 587"),
      Choice("tls", "TLS from the first byte, as on port 465"),
      Choice("none", "None, for a relay on this machine"),
    ]), standard: "starttls")
  static let mailUser = SiteSetting(
    "mail.user", "User", "Who we are to the relay, where it wants to know.", .text(longest: 200))
  static let mailPassword = SiteSetting(
    "mail.password", "Password",
    """
    Kept as it is, as the relay wants to see it. Whoever changes the relay, the port, the encryption or the \
    user types it anew: it goes to no server that it was not meant for.
    """, .secret(longest: 200))
  static let mailFrom = SiteSetting(
    "mail.from", "From", "The address that our mail comes from.", .text(longest: 254))
}

/// How newcomers get an account.
enum SignUpMode: String, CaseIterable {
  case open, invite, approval, closed

  var title: String {
    switch self {
    case .open: "Everybody"
    case .invite: "Whoever has an invitation"
    case .approval: "Whoever an admin lets in"
    case .closed: "Nobody at the moment"
    }
  }
}

extension SiteSettings {
  var signUpMode: SignUpMode { SignUpMode(rawValue: self[.signUpMode]) ?? .closed }
  /// In seconds.
  var sessionLimits: Session.Limits {
    Session.Limits(idle: self[.sessionIdleDays], absolute: self[.sessionAbsoluteDays])
  }
}
