import Admin
import Foundation
import GRDB
import HTTPTypes
import Kit
import Synchronization
import Template
import TemplateFaces
import TemplateSystems
import Templating

/// The site that the doors lead into. Houses get their doors while the site is still being opened.
final class Wiring: Sendable {
  private let connected = Mutex<Connection?>(nil)

  private struct Connection { weak var site: Site? }

  func connect(_ site: Site) { connected.withLock { $0 = Connection(site: site) } }

  var site: Site {
    get throws {
      guard let site = connected.withLock({ $0?.site }) else { throw Fault(.serviceUnavailable) }
      return site
    }
  }
}

extension Doors {
  /// What each door does, all in one place.
  static func live(_ wiring: Wiring, app: DatabaseQueue, registry: Registry, settings: Settings) -> Doors {
    let wake = Wake(settings.run.appending(path: "wake.sock"))
    return Doors(
      render: Render(
        page: { house, template, data, request in
          try wiring.site.render(template, data, house: house, inShell: true, request)
        },
        part: { house, template, data, request in
          try wiring.site.render(template, data, house: house, inShell: false, request)
        }),
      publish: { event, db in try Outbox.append(event, at: .now, db) },
      wake: { wake.send() },
      audit: { entry, db in try wiring.site.admin.auditLog.append(entry, db) },
      markdown: { try Markdown.cook($0) },
      registry: .live(wiring, registry),
      enqueue: { name, payload, db in try JobQueue.enqueue(name, payload, now: .now, db) },
      viewer: { account, now in try wiring.site.admin.authentication.viewer(account: account, now: now) },
      place: { scope, viewer in try wiring.site.place(scope, viewer) },
      personalData: .live(wiring),
      figures: { try wiring.site.figures() },
      blocks: BlocksDoor(
        of: { account, db in try wiring.site.admin.blocked(by: account, db) },
        mayReach: { sender, receiver in try wiring.site.admin.mayReach(from: sender, to: receiver) },
        begin: { account, blocked, db in
          for house in try wiring.site.houses { try house.block(blocked, by: account, db) }
        }),
      mayWrite: { account, now, db in try wiring.site.admin.mayWrite(account, at: now, db) },
      friends: FriendsDoor(acquainted: { viewer, db in try wiring.site.template.systems.acquainted(viewer, db)
      }),
      traces: .live(wiring), specimens: { role in try wiring.site.specimens(for: role) },
      voices: VoicesDoor(
        of: { viewer, space, now, db in
          try wiring.site.template.systems.voices(of: viewer, in: space, at: now, db)
        },
        seen: { viewer, alter, db in try wiring.site.template.systems.seen(viewer, as: alter, db) },
        spoke: { speech, viewer, space, now in
          try wiring.site.template.systems.spoke(speech, viewer, in: space, at: now)
        }), lines: { try Markdown.cook($0, keepingLines: true) })
  }
}

extension PersonalDataDoor {
  /// Closed houses as well: what they keep is still the person's. Admin comes last in forgetting, so that an
  /// account is there until nothing refers to it.
  fileprivate static func live(_ wiring: Wiring) -> PersonalDataDoor {
    PersonalDataDoor(
      export: { account in
        try wiring.site.houses.map { (type(of: $0).name, try $0.export(account)) }
      },
      erase: { account, keepingPosts, now in
        for house in try wiring.site.houses.reversed() {
          try house.erase(account, keepingPosts: keepingPosts, now: now)
        }
      })
  }
}

extension TracesDoor {
  fileprivate static func live(_ wiring: Wiring) -> TracesDoor {
    TracesDoor(
      remove: { account, now in
        try wiring.site.houses.reduce(0) { try $0 + $1.removeEverything(by: account, at: now) }
      },
      restore: { account, now in
        try wiring.site.houses.reduce(0) { try $0 + $1.restoreEverything(by: account, at: now) }
      },
      haveMet: { one, other in try wiring.site.houses.contains { try $0.haveMet(one, other) } })
  }
}

extension RegistryDoor {
  fileprivate static func live(_ wiring: Wiring, _ registry: Registry) -> RegistryDoor {
    RegistryDoor(
      houses: { try registry.statuses() },
      setEnabled: { house, isEnabled, request in
        try registry.setEnabled(house, isEnabled, by: request.viewer.account?.name ?? "", now: request.now)
        try wiring.site.tellDaemon(house: house)
      },
      processes: { try registry.processes() })
  }
}

extension Site {
  /// What the house that owns a place calls it.
  fileprivate func place(
    _ scope: Scope, _ viewer: Viewer
  ) throws -> (kind: ScopeKind, place: ScopeKind.Place)? {
    guard let kind = houses.lazy.flatMap(\.places).first(where: { $0.name == scope.kind }) else { return nil }
    return try kind.find(scope.id, viewer).map { (kind, $0) }
  }

  /// The live daemon closes or opens a house's connections.
  func tellDaemon(house: String) throws {
    try app.write(through: writeGate) {
      try Outbox.append(Event("house", key: house, to: .daemon), at: .now, $0)
    }
    Wake(settings.run.appending(path: "wake.sock")).send()
  }

  func figures() throws -> [Figure] {
    let disabled = try registry.disabledHouses()
    return try houses.filter { !disabled.contains(type(of: $0).name) }.flatMap { try $0.figures() }
  }

  func render(
    _ template: String, _ data: Value, house: String, inShell: Bool, _ request: Request
  ) throws -> [UInt8] {
    let face = try self.template.faces.face(of: request)
    let shell = try self.shell.data(
      for: request, face: face.view, look: self.template.faces.look(of: request))
    return try self.template.faces.renderAlter(template, [shell, data], house: house, request: request)
  }
}
