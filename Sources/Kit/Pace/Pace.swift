/// How often one account may do something of one kind, as a multiple of what the site's settings say of posts.
public struct Pace: Sendable, Equatable {
  public let name: String
  /// So many times as many at once.
  public let burst: Int
  /// So many times as often afterwards.
  public let speed: Int

  /// What others read: a thread, a reply, an edit.
  public static let posts = Pace(name: "posts", burst: 1, speed: 1)
  /// What is cooked and kept nowhere.
  public static let previews = Pace(name: "previews", burst: 3, speed: 5)
  /// Everything else that changes something.
  public static let changes = Pace(name: "changes", burst: 12, speed: 25)

  /// Households, schools and offices stand behind one address.
  private static let neighbours = 4

  /// What holds for one account, and for all of one address together; nil where nobody has to wait.
  public func rates(_ settings: SiteSettings) -> (account: Rate, address: Rate)? {
    let seconds = settings.number(.paceSeconds)
    guard seconds > 0 else { return nil }
    let (most, interval) = (settings.number(.paceBurst) * burst, Int64(seconds) * 1000 / Int64(speed))
    return (
      Rate(burst: most, milliseconds: interval),
      Rate(burst: most * Self.neighbours, milliseconds: interval / Int64(Self.neighbours))
    )
  }
}

/// So many at once, and then one in so many milliseconds.
public struct Rate: Sendable, Equatable {
  public let burst: Int
  public let milliseconds: Int64

  public init(burst: Int, milliseconds: Int64) {
    (self.burst, self.milliseconds) = (burst, milliseconds)
  }
}

extension SiteSetting {
  public static let paceBurst = SiteSetting(
    "pace.burst", "Posts in a row", "How many posts an account may send one after the other.",
    .number(1...1000), standard: "10")
  public static let paceSeconds = SiteSetting(
    "pace.seconds", "Seconds for each further post",
    """
    How long it waits for each one after those. Previews and other changes may come more often in proportion, \
    and moderators never wait; 0 makes nobody wait.
    """,
    .number(0...3600), standard: "5")
}
