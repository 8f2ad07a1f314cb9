import Foundation
import GRDB
import Logging

/// What a house is given when it opens.
public struct House: Sendable {
  public let name: String
  /// app.db, shared by all processes. Use `read` and `write`.
  public let app: DatabaseQueue
  /// What admins decided for the whole site.
  public let site: Fresh<SiteSettings>
  /// The house's private folder.
  public let data: URL
  /// What people uploaded, shared by all houses.
  public let uploads: URL
  public let settings: Settings
  /// Whether this process may write what is guarded and what nginx sends: `rowhouse-jobs` and the command do.
  /// A web worker and the live daemon can't, whoever runs code in them, and have it done.
  public let writesGuarded: Bool
  public let doors: Doors
  public let log: Logger
  public let security: SecurityLog
  private let writeGate: WriteGate?
  private let opener: @Sendable (String, [Migration]) throws -> DatabaseQueue

  public init(
    name: String, app: DatabaseQueue, writeGate: WriteGate?, site: Fresh<SiteSettings>, data: URL,
    uploads: URL, settings: Settings, writesGuarded: Bool = true, doors: Doors, log: Logger,
    security: SecurityLog? = nil,
    opener: @escaping @Sendable (String, [Migration]) throws -> DatabaseQueue
  ) {
    self.name = name
    self.app = app
    self.writeGate = writeGate
    self.site = site
    self.data = data
    self.uploads = uploads
    self.settings = settings
    self.writesGuarded = writesGuarded
    self.doors = doors
    self.log = log
    self.security = security ?? SecurityLog(log)
    self.opener = opener
  }

  /// The house's own among what is guarded.
  public var guarded: URL { settings.guarded(of: name) }

  /// Opens a SQLite file of the house's own folder, migrated and with the site's pragmas.
  public func open(_ file: String, _ migrations: [Migration]) throws -> DatabaseQueue {
    try opener(file, migrations)
  }

  /// Reads app.db as it stands at one moment. `DatabaseQueue.read` compiles four statements anew each time,
  /// which costs a page more than its queries; these two are kept.
  public func read<Answer>(_ question: (Database) throws -> Answer) throws -> Answer {
    try app.unsafeRead { db in
      try db.cachedStatement(sql: "BEGIN").run()
      // Ends a read that changed nothing; there is nothing to lose if it fails.
      defer { try? db.cachedStatement(sql: "COMMIT").run() }
      return try question(db)
    }
  }

  /// One short `BEGIN IMMEDIATE` transaction on app.db, on disk when this returns. Events published in it
  /// wake the live daemon then.
  public func write<Answer>(_ change: (Database) throws -> Answer) throws -> Answer {
    let answer = try app.write(through: writeGate, change)
    doors.wake()
    return answer
  }

  /// The same without waiting for the disk: for what costs nobody anything if it is lost with the power.
  public func remember(_ change: (Database) throws -> Void) throws {
    try app.writeWithoutTransaction { db in _ = try writeGate.pass { try Commit(db: db).run(change) } }
  }
}
