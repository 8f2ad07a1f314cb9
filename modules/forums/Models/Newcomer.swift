import GRDB
import Kit
import Templating

/// An account that is new here, and what that means for what it writes.
struct Newcomer {
  let rules: Rules

  /// As the site's settings say. Holding is off at first: on a small open site a welcome that waits for a
  /// moderator costs more than the odd advertisement, which links that are few make worthless anyway.
  struct Rules: Equatable {
    /// New is who has fewer posts that stand, or came fewer days ago.
    var posts = 3
    var days = 1
    var links = 2
    var isHolding = false

    init(_ db: Database) throws {
      let rows = try Row.fetchAll(
        db.cachedStatement(sql: "SELECT name, value FROM setting WHERE name GLOB 'newcomers.*' LIMIT 10"))
      for row in rows {
        let number = Int(row[1] as String).flatMap { (0...1000).contains($0) ? $0 : nil }
        switch row[0] as String {
        case "newcomers.posts": posts = number ?? posts
        case "newcomers.days": days = number ?? days
        case "newcomers.links": links = number ?? links
        case "newcomers.hold": isHolding = row[1] as String == "on"
        default: break
        }
      }
    }
  }

  static let joined = "SELECT created_at FROM person WHERE id = ?"
  static let standing = """
    SELECT count(*) FROM (SELECT 1 FROM forums_post WHERE account_id = ? AND removal = 0 LIMIT ?)
    """

  /// nil for who is known here, and for moderators.
  static func find(_ viewer: Viewer, at now: Moment, _ db: Database) throws -> Newcomer? {
    guard let account = viewer.account, !viewer.can("forums.moderate") else { return nil }
    let rules = try Rules(db)
    let joined = try Moment.fetchOne(db.cachedStatement(sql: joined), arguments: [account.id]) ?? now
    let posts =
      try Int.fetchOne(db.cachedStatement(sql: standing), arguments: [account.id, rules.posts]) ?? 0
    return posts < rules.posts || joined > now - rules.days * 86_400 ? Newcomer(rules: rules) : nil
  }

  /// Throws `Refusal` for a text with too many links.
  func check(_ html: Html) throws {
    // In cooked text a tag is always a tag: what people type is escaped.
    let links = html.string.split(separator: "<a ", omittingEmptySubsequences: false).count - 1
    guard links > rules.links else { return }
    let most = rules.links == 0 ? "no links" : rules.links == 1 ? "one link" : "\(rules.links) links"
    throw Refusal(
      sentence: "As long as your account is new, a post can have \(most); this one has \(links).")
  }
}
