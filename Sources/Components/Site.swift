import Admin
import Foundation
import GRDB
import Kit
import Logging
import Template
import TemplateFaces

/// The whole site, opened: its databases, its houses, its routes. Every process opens it once.
public final class Site: Sendable {
  public let settings: Settings
  public let app: DatabaseQueue
  public let registry: Registry
  public let outbox: Outbox
  public let houses: [any Module]
  public let admin: AdminModule
  public let template: TemplateModule
  public let security: SecurityLog
  let log: Logger
  /// Nil where it can't be used; see `WriteGate`.
  let writeGate: WriteGate?
  let bundle: StylesheetBundle
  let mark: SyncMark
  let shell: Shell
  let tables: [(house: String, routes: [Route])]
  let router: Router
  /// Nil where its memory can't be shared: then nobody has to wait.
  let limiter: RateLimiter?

  /// Throws `StorageError` or a database error if a file can't be used; the message is for the operator.
  /// Only tests and sample sites take other passwords than the default. `writesGuarded` is false in processes
  /// that eat strangers' bytes, whose units can't write there anyway.
  public init(
    _ settings: Settings, log: Logger = Logger(label: "rowhouse"), passwords: Passwords = Passwords(),
    writesGuarded: Bool = true
  ) throws {
    self.settings = settings
    self.log = log
    let security = SecurityLog(log)
    self.security = security
    try Self.makeFolders(settings, guarded: writesGuarded)
    let writeGate = try Self.writeGate(settings)
    self.writeGate = writeGate
    mark = writeGate?.mark ?? SyncMark()
    for folder in Self.databaseFolders(settings) { Disk.watch(folder, mark) }
    let app = try Storage.open(
      settings.data.appending(path: "app.db"), AppSchema.migrations + Components.all.flatMap { $0.migrations }
    )
    self.app = app
    let registry = try Registry(settings.data.appending(path: "registry.db"), houses: Components.all)
    self.registry = registry
    outbox = Outbox(app, writeGate)
    let decided = Fresh(app) { try SiteSettings($0, known: $1) }
    let wiring = Wiring()
    limiter = RateLimiter(settings.run.appending(path: RateLimiter.fileName))
    if limiter == nil { log.error("the run folder can't be mapped: nobody is limited in pace") }
    let doors = Doors.live(wiring, app: app, registry: registry, settings: settings)
    let houses = try Components.all.map { type -> any Module in
      let house = try House.live(
        type.name, app: app, writeGate: writeGate, site: decided, settings: settings,
        writesGuarded: writesGuarded, doors: doors, log: log, security: security)
      return try type == AdminModule.self ? AdminModule(house, passwords: passwords) : type.init(house)
    }
    self.houses = houses
    bundle = try StylesheetBundle(settings, houses: Components.all.map { $0.name })
    if writesGuarded { try bundle.publish(in: settings.published) }
    shell = Shell(
      stylesheet: bundle.address,
      settings: decided, registry: registry,
      navigation: houses.flatMap { house in house.navigation.map { (type(of: house).name, $0) } })
    admin = try Self.house(in: houses)
    template = try Self.house(in: houses)
    tables = [(Site.ownRoutes, Site.ownRoutes(wiring))] + Self.tables(of: houses)
    router = Router(tables)
    try admin.declare(Components.all.flatMap { $0.permissions })
    wiring.connect(self)
  }

  /// Another connection to app.db, for a thread whose long reads must keep nobody else waiting.
  public func reader() throws -> DatabaseQueue {
    try DatabaseQueue(path: app.path, configuration: Storage.configuration(.full))
  }

  /// A house by its type.
  public func house<M: Module>(_ type: M.Type = M.self) -> M {
    do { return try Self.house(in: houses) } catch { preconditionFailure("\(error)") }
  }

  /// A sync has failed: nothing is written any more until all processes have ended and started anew.
  public var mustStartAnew: Bool { mark.isSet }

  /// For a process that answers people: the faces' files are followed beside its requests.
  public func followFaces() { template.watch() }

  /// For the process that may write there: what nginx sends of the faces and what a restart needs is on disk
  /// when this returns, so that workers which start then find it.
  public func keepFaces() { template.faces.keepFaces() }

  private static func house<M: Module>(in houses: [any Module]) throws -> M {
    guard let house = houses.lazy.compactMap({ $0 as? M }).first else {
      throw StorageError(description: "\(M.self) does not stand in Components.all")
    }
    return house
  }

  private static func makeFolders(_ settings: Settings, guarded: Bool) throws {
    let open = databaseFolders(settings) + [settings.uploads, settings.pictures, settings.run]
    let closed = [settings.exports, settings.logs, settings.published, settings.site]
    for folder in open + (guarded ? closed + Components.all.map { settings.guarded(of: $0.name) } : []) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  /// Where databases lie.
  static func databaseFolders(_ settings: Settings) -> [URL] {
    [settings.data] + Components.all.map { settings.data(of: $0.name) }
  }

  /// Before any database is opened: where a sync had failed, the logs are written anew first.
  private static func writeGate(_ settings: Settings) throws -> WriteGate? {
    try WriteGate(settings.run.appending(path: WriteGate.fileName)) {
      for file in Checkpoints(settings).databases { try Storage.rewriteLog(of: file) }
    }
  }

  private static func tables(of houses: [any Module]) -> [(house: String, routes: [Route])] {
    houses.map { house in
      // The Template house has no routes of its own: its pages stand in other prefixes.
      (type(of: house).name, house.routes + ((house as? TemplateModule)?.pages ?? []))
    }
  }
}

extension House {
  static func live(
    _ name: String, app: DatabaseQueue, writeGate: WriteGate?, site: Fresh<SiteSettings>, settings: Settings,
    writesGuarded: Bool, doors: Doors, log: Logger, security: SecurityLog
  ) throws -> House {
    let data = settings.data(of: name)
    return House(
      name: name, app: app, writeGate: writeGate, site: site, data: data, uploads: settings.uploads,
      settings: settings, writesGuarded: writesGuarded, doors: doors, log: log, security: security
    ) { file, migrations in
      try Storage.open(data.appending(path: file), migrations)
    }
  }
}
