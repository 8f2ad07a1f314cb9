import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Logging
import Template
import TemplateFaces
import TemplateSystems
import Templating

/// A site of a few template files in a temporary folder, with the Template house and nothing else.
package final class TestFace {
  package let root = FileManager.default.temporaryDirectory.appending(
    path: "rowhouse-face-\(UUID().uuidString)")
  package var now = Moment(milliseconds: 1_790_000_000_000)
  package let app: DatabaseQueue
  package let recorder = Recorder()
  package private(set) var module: TemplateModule

  /// `files` by their path below the project's folder; `site/…` is the operator's own.
  package init(_ files: [String: String] = TestFace.small, csv: String? = nil) throws {
    app = try Self.database(root)
    module = try Self.placeholder(root, app, recorder)
    for (path, text) in files { try write(path, text) }
    if let csv { try write("data/template/alters.csv", csv) }
    try app.write { db in
      for migration in TemplateModule.migrations { try db.execute(sql: migration.sql) }
    }
    try restart()
  }

  deinit { try? FileManager.default.removeItem(at: root) }  // a temporary folder that stays harms nobody

  package static let small = [
    "modules/forums/templates/forums/thread.mustache": "thread {{> partials/line}}",
    "modules/admin/templates/admin/sign-in.mustache": "sign in {{> partials/line}}",
    "templates/partials/line.mustache": "core",
    "templates/errors/fault.mustache": "fault",
  ]

  /// Another process of the same site.
  package func restart() throws { module = try Self.placeholder(root, app, recorder) }

  private static func database(_ root: URL) throws -> DatabaseQueue {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    var configuration = Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    return try DatabaseQueue(path: root.appending(path: "app.db").path, configuration: configuration)
  }

  private static func placeholder(
    _ root: URL, _ app: DatabaseQueue, _ recorder: Recorder
  ) throws -> TemplateModule {
    let data = root.appending(path: "data")
    try FileManager.default.createDirectory(
      at: data.appending(path: "template"), withIntermediateDirectories: true)
    var log = Logger(label: "test")
    log.logLevel = .critical
    let settings = Settings(data: data, home: root)
    return try TemplateModule(
      House(
        name: "template", app: app, writeGate: nil, site: Fresh(app) { try SiteSettings($0) },
        data: settings.data(of: "template"), uploads: data, settings: settings, doors: recorder.doors,
        log: log,
        opener: { _, _ in throw Fault.notFound }))
  }

  package func write(_ path: String, _ text: String) throws {
    let path = path.hasPrefix("site/") ? "data/\(path)" : path
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  package func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: root.appending(path: path))
  }

  package var csvFile: URL { root.appending(path: "data/template/alters.csv") }
  package var csv: String { get throws { try String(contentsOf: csvFile, encoding: .utf8) } }

  /// Edits the file by hand, and lets time pass until it is looked at.
  package func edit(_ csv: String) throws {
    try write("data/template/alters.csv", csv)
    try follow()
  }

  package func follow() throws {
    now = now + 2
    try module.systems.inbox.follow(now: now)
  }

  /// Lets this process look at the disk again.
  package func request(_ permissions: Set<String> = [], cookie: String = "", query: String = "") -> Request {
    now = now + 2
    let request = Request(
      method: .get, path: "/", now: now,
      exchange: TestExchange(["HTTP_COOKIE": cookie, "QUERY_STRING": query]))
    request.viewer = Viewer(account: nil, session: nil, role: .guest, grants: Grants(permissions))
    return request
  }

  package func render(_ template: String, house: String = "forums", as permissions: Set<String> = []) throws
    -> String
  {
    let bytes = try module.faces.renderAlter(template, [], house: house, request: request(permissions))
    return String(decoding: bytes, as: UTF8.self)
  }

  package func face(_ permissions: Set<String> = [], cookie: String = "") throws -> Face {
    try module.faces.face(of: request(permissions, cookie: cookie))
  }

  /// Who fronts, whoever may know.
  package var front: [String] {
    get throws { try app.read { try Front.current($0).fronters.map(\.alter.slug) } }
  }

  /// What there is to mend.
  package var codes: [String] {
    module.systems.inbox.problems.filter { !$0.isNote }.map {
      "\($0.line.map(String.init) ?? "-") \($0.code.rawValue)"
    }
  }

  package func alter(_ slug: String) throws -> Alter? {
    try app.read { try Alter.roster($0).first { $0.slug == slug } }
  }

  /// Switches as a person would on the page.
  package func front(_ slugs: String...) throws {
    now = now + 1
    try module.systems.inbox.change(at: now) { db in
      let ids = try Alter.roster(db)
      let fronters = slugs.compactMap { slug in ids.first { $0.slug == slug }?.id }
      _ = try Switch.set(fronters.map { Switch.Fronter(alter: $0) }, .site, actor: nil, at: now, db)
    }
  }

  /// Lets everyone see these, fronting or not.
  package func show(_ slugs: String...) throws {
    try module.systems.inbox.change(at: now) { db in
      for alter in try Alter.roster(db) where slugs.contains(alter.slug) { try Alter.show(alter.id, db) }
    }
  }
}

/// Doors that write down what came through them.
package final class Recorder: @unchecked Sendable {  // tests use it from one thread at a time
  package var events: [Event] = []
  package var entries: [AuditEntry] = []

  package var doors: Doors {
    Doors(
      render: Render(page: { _, _, _, _ in [] }, part: { _, _, _, _ in [] }),
      publish: { event, _ in self.events.append(event) }, wake: {},
      audit: { entry, _ in self.entries.append(entry) }, markdown: { Html($0) },
      registry: RegistryDoor(houses: { [] }, setEnabled: { _, _, _ in }, processes: { [] }),
      enqueue: { _, _, _ in }, viewer: { _, _ in nil }, place: { _, _ in nil },
      personalData: PersonalDataDoor(export: { _ in [] }, erase: { _, _, _ in }), figures: { [] },
      blocks: BlocksDoor(of: { _, _ in [] }, mayReach: { _, _ in true }),
      friends: FriendsDoor(acquainted: { _, _ in nil }),
      traces: TracesDoor(remove: { _, _ in 0 }, restore: { _, _ in 0 }, haveMet: { _, _ in false }),
      specimens: { _ in [] },
      voices: VoicesDoor(
        of: { _, _, _, _ in Voices(account: Voice(account: 0, name: "")) },
        seen: { _, _, _ in Voice(account: 0, name: "") }, spoke: { _, _, _, _ in }))
  }
}
