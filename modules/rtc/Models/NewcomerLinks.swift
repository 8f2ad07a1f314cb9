import GRDB
import Kit
import Templating

extension RTCModule {
  private static let joined = "SELECT created_at FROM person WHERE id = ?"

  /// Throws `Refusal` for more links than somebody may send who has just come. Asked of texts with links alone.
  public func checkLinks(_ draft: Draft, by viewer: Viewer, at now: Moment) throws {
    let links = Html(draft.html).links
    guard links > 0, !viewer.can("rtc.manage", in: .room(draft.room)),
      let most = try mostLinks(of: viewer, at: now), links > most
    else { return }
    throw Refusal.tooManyLinks(most)
  }

  /// How many links a message of somebody may have who has just come; nil for everybody else.
  func mostLinks(of viewer: Viewer, at now: Moment) throws -> Int? {
    guard let account = viewer.account else { return nil }
    let settings = try house.site.get()
    let joined = try house.read { db in
      try db.cachedStatement(sql: Self.joined).first(account.id) { $0[0] as Moment } ?? now
    }
    return joined > now - settings.number(.newcomerDays) * 86_400 ? settings.number(.newcomerLinks) : nil
  }
}
