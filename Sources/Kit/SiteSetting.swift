/// Something that admins decide for the whole site: its name, what it means, what it may be. The values lie
/// in app.db's table `setting`; `SiteSettings` reads them.
public struct SiteSetting: Sendable {
  public enum Kind: Sendable {
    /// One line.
    case text(longest: Int)
    /// A page in Markdown, empty where there is none.
    case page(longest: Int)
    /// One line that is never shown again.
    case secret(longest: Int)
    case number(ClosedRange<Int>)
    case choice([Choice])
  }

  public struct Choice: Sendable {
    public let value: String
    public let title: String

    public init(_ value: String, _ title: String) {
      self.value = value
      self.title = title
    }
  }

  /// `site.name`: the part of the site first.
  public let name: String
  public let title: String
  /// What it means, in one sentence.
  public let meaning: String
  public let kind: Kind
  /// What holds until somebody decides.
  public let standard: String

  public init(_ name: String, _ title: String, _ meaning: String, _ kind: Kind, standard: String = "") {
    self.name = name
    self.title = title
    self.meaning = meaning
    self.kind = kind
    self.standard = standard
  }
}

/// What every page shows, whichever house makes it.
extension SiteSetting {
  public static let siteName = SiteSetting(
    "site.name", "Name", "What this place is called, on every page.", .text(longest: 60),
    standard: "Rowhouse")
  public static let siteAbout = SiteSetting(
    "site.about", "In a sentence", "What this place is, for those who come for the first time.",
    .text(longest: 300))
  public static let siteNounKind = SiteSetting(
    "site.noun-kind", "Members of a system", "What they are called here, on every page.",
    .choice(
      Noun.known.sorted { $0.key < $1.key }.map {
        Choice($0.key, Noun(one: $0.key, many: $0.value).capitalMany)
      }
        + [Choice(Noun.own, "Words of our own")]),
    standard: "alter")
  public static let siteNoun = SiteSetting(
    "site.noun", "One of them", "Your own word for one, where you chose words of your own.",
    .text(longest: 30), standard: "alter")
  public static let siteNouns = SiteSetting(
    "site.nouns", "Several of them", "Your own word for more than one.", .text(longest: 30),
    standard: "alters")

  public static let rules = SiteSetting(
    "page.rules", "Rules", "How people treat each other here; sign-up leads there.", .page(longest: 20_000))
  public static let privacy = SiteSetting(
    "page.privacy", "Privacy", "What this site keeps about people, and for how long.", .page(longest: 20_000))
  public static let contact = SiteSetting(
    "page.contact", "Contact", "Who runs this site, and how to reach them.", .page(longest: 20_000))
  public static let pages = [rules, privacy, contact]
}

extension SiteSetting {
  /// What its text says; its standard where there is none, or nonsense that came past the page of settings.
  public func number(_ text: String?) -> Int {
    guard case .number(let range) = kind else { preconditionFailure("\(name) is no number") }
    if let number = text.flatMap({ Int($0) }), range.contains(number) { return number }
    return Int(standard) ?? range.lowerBound
  }
}
