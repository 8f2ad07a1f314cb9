/// What holds for those who have just come, in every house where people write.
extension SiteSetting {
  public static let newcomerPosts = SiteSetting(
    "newcomers.posts", "New until they wrote", "Posts that somebody has to have before they are known here.",
    .number(0...1000), standard: "3")
  public static let newcomerDays = SiteSetting(
    "newcomers.days", "New for days", "Days for which an account is new, however much it writes.",
    .number(0...365), standard: "1")
  public static let newcomerLinks = SiteSetting(
    "newcomers.links", "Links in a post", "How many links a post of a new account may have.",
    .number(0...1000), standard: "2")
  /// Off at first: on a small open site a welcome that waits for a moderator costs more than the odd
  /// advertisement, which links that are few make worthless anyway.
  public static let newcomerHold = SiteSetting(
    "newcomers.hold", "First posts", "Whether what new accounts write waits for a moderator.",
    .choice([Choice("off", "Stand at once"), Choice("on", "Wait for a moderator")]), standard: "off")
}
