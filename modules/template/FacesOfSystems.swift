import FoundationEssentials
import GRDB
import Kit
import TemplateFaces
import TemplateSystems
import Templating

/// What faces and systems know of each other passes here: neither imports the other.
extension Cast {
  init(_ system: SiteSystem, for onlooker: Onlooker) {
    self.init(
      salt: system.salt, wearsTogether: system.wearsTogether, publications: system.publications,
      openFaces: system.openFaces, houseFaces: system.houseFaces,
      seen: system.front.seen(by: onlooker).map(Wearer.init),
      known: { system.known.filter { onlooker.sees($0.shownTo) }.map(Wearer.init) },
      circle: Circle(
        roster: system.rosterMark, standing: onlooker.standing.rawValue, lists: onlooker.lists))
  }
}

extension Wearer {
  init(_ alter: Alter) {
    self.init(
      slug: alter.slug, name: alter.name, pronouns: alter.pronouns, color: alter.color,
      isPerson: alter.isPerson)
  }
}

extension Stage: WornFaces {
  package var houses: [String] { snapshot.files.houses }

  package var faceIds: FaceIds { { [self] system, onlooker in ids(Cast(system, for: onlooker)) } }

  package var shipped: [ShippedFace] { shippedFaces.map { ShippedFace(slug: $0.slug, title: $0.title) } }

  package func has(_ alter: String) -> Bool { snapshot.has(alter) }
}

extension Systems: FrontSource {
  package var managing: String { Self.mayManage }

  package func cast(for request: Request) throws -> Cast {
    Cast(try system.get(for: request), for: try onlooker(of: request))
  }

  package func cast() throws -> Cast { Cast(try system.get(), for: .visitor) }

  package func ownFace(of account: Int64, _ db: Database) throws -> String? {
    try SiteSystem.ownFace(of: account, db)
  }

  package func slugs() throws -> [String] { try roster().map(\.slug) }

  package func noteFaces(before: @escaping @Sendable (Cast) -> [String: String], _ db: Database) throws {
    try noteFaces(was: { before(Cast($0, for: $1)) }, db)
  }

  package func news(for request: Request) throws -> SystemNews {
    try inbox.follow(now: request.now, atOnce: true)
    let front = try system.get().front
    return SystemNews(
      fronting: front.fronters.first?.alter.slug, showsPartly: front.showsPartly,
      file: SystemNews.AltersFileState(
        problems: inbox.problems.map(\.value), isRefused: inbox.problems.contains(where: \.isError),
        isFine: inbox.problems.allSatisfy(\.isNote), path: inbox.folder.file.path,
        conflicts: inbox.folder.conflicts))
  }
}
