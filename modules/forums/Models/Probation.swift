import GRDB
import Kit
import Templating

/// What it means for somebody's writing that their account is new here.
struct Probation {
  let links: Int
  let isHolding: Bool

  static let joined = "SELECT created_at FROM person WHERE id = ?"
  static let standing = """
    SELECT count(*) FROM (SELECT 1 FROM forums_post WHERE account_id = ? AND removal = 0 LIMIT ?)
    """

  /// nil for who is known here, and for who moderates the place.
  static func find(
    _ viewer: Viewer, in place: Scope, _ settings: SiteSettings, at now: Moment, _ db: Database
  ) throws -> Probation? {
    guard let account = viewer.account, !viewer.can("forums.moderate", in: place) else { return nil }
    let needed = settings.number(.newcomerPosts)
    let joined = try db.cachedStatement(sql: joined).first(account.id) { $0[0] } ?? now
    let posts = try db.cachedStatement(sql: standing).first(account.id, needed) { $0[0] } ?? 0
    guard posts < needed || joined > now - settings.number(.newcomerDays) * 86_400 else { return nil }
    return Probation(
      links: settings.number(.newcomerLinks), isHolding: settings[.newcomerHold] == "on")
  }

  /// Throws `Refusal` for a text with too many links.
  func check(_ html: Html) throws {
    let links = html.links
    guard links > self.links else { return }
    let most = self.links == 0 ? "no links" : self.links == 1 ? "one link" : "\(self.links) links"
    throw Refusal(
      sentence: "As long as your account is new, a post can have \(most); this one has \(links).")
  }
}
