import GRDB
import Kit
import Logging
import TemplateExchange
import TemplateFaces
import TemplateSystems
import Templating

/// The face of the site: who fronts, what each alter changes about the pages, and the rendering of them all.
/// Its rooms do all of it; here they are joined.
public struct TemplateModule: Module {
  public static let name = "template"
  public static let title = "Faces"
  public static let summary = "The site's face, which follows who is fronting."
  /// It has none of its own: Components mounts `pages`, which stand in other houses' prefixes.
  public static let prefixes = [
    "/account/alters", "/account/friends", "/account/front", "/account/lists", "/account/notices",
    "/account/showing",
    "/account/system", "/admin/faces", "/alters", "/face", "/pictures", "/systems",
  ]
  public static let isRequired = true
  public static let permissions = Systems.permissions
  public static let largeForms = Systems.largeForms + SystemExchange.largeForms

  let house: House
  package let faces: Faces
  package let systems: Systems
  package let exchange: SystemExchange

  public init(_ house: House) throws {
    self.house = house
    if house.writesGuarded { try OldPlaces(house).clear() }
    let stage = Stage(house.settings, writes: house.writesGuarded)
    systems = Systems(house, wearing: stage)
    faces = Faces(house, stage, following: systems)
    exchange = SystemExchange(house, with: systems)
  }

  public var routes: [Route] { [] }
  /// What Components mounts in other houses' prefixes: this house has no routes of its own.
  public var pages: [Route] { systems.pages + exchange.pages + faces.pages }

  public var navigation: [NavigationItem] {
    [NavigationItem("Faces", "/admin/faces", icon: "alters", needs: Systems.mayManage)]
  }

  /// Following: so that an edit of alters.csv shows within a second on a site that nobody visits.
  public var jobs: [Job] {
    let following = Job("template.follow", .every(seconds: 1)) { _, now in
      try systems.inbox.follow(now: now)
      faces.follow(now)
    }
    return [following] + systems.jobs + exchange.jobs + faces.jobs
  }

  /// For a process that answers people: files are followed beside its requests.
  public func watch() {
    faces.stage.watch { now in
      do { try systems.inbox.follow(now: now) } catch { house.log.error("alters.csv: \(Cause(error))") }
    }
  }

  public func home(_ request: Request) throws -> HomeSection? { try systems.home(request) }

  public func block(_ blocked: Int64, by account: Int64, _ db: Database) throws {
    try systems.block(blocked, by: account, db)
  }
}
