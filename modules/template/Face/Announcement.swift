import GRDB
import Kit

/// Tells open pages that the face has changed: those whose face it is, and nobody else. A switch that
/// somebody may not see must not even be felt.
struct Announcement {
  let stage: Stage
  let before: SiteSystem
  let after: SiteSystem

  func publish(_ doors: Doors, _ db: Database) throws {
    guard let (onlooker, id) = widest() else { return }
    try doors.publish(Event("face", to: Self.audience(of: onlooker), body: "{\"face\":\"\(id)\"}"), db)
  }

  /// Whoever sees less is contained in those who see more: the widest circle whose face changed.
  private func widest() -> (Onlooker, String)? {
    for onlooker in Onlooker.allCases {
      let id = stage.id(after, for: onlooker)
      if id != stage.id(before, for: onlooker) { return (onlooker, id) }
    }
    return nil
  }

  static func audience(of onlooker: Onlooker) -> Audience {
    switch onlooker {
    case .visitor: .everyone
    case .member: .holders(permission: TemplateModule.maySee)
    case .system: .holders(permission: TemplateModule.mayFront)
    }
  }
}
