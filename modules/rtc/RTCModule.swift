import GRDB
import Kit

/// Live rooms: people talk in sentences that arrive at once, and nothing that was acknowledged is ever lost.
///
/// The house keeps rooms, messages and the log of each room in its own `sessions.db`. Pages and forms are
/// answered here, in a web worker; open sockets are served by `rowhouse-live`, which opens this same house
/// and follows the room log. Whoever writes to the log, the other process sees it.
public struct RTCModule: Module {
  public static let name = "rtc"
  public static let title = "Chat"
  public static let summary = "Rooms where people talk live."
  public static let prefixes = ["/rtc"]

  public static let permissions = [
    Permission("rtc.read", "Enter the chat rooms and read along", .members, places: Scope.rooms),
    Permission("rtc.speak", "Say something in a chat room", .members, places: Scope.rooms),
    Permission("rtc.manage", "Make, rename and close chat rooms", .admins),
  ]

  public let house: House
  /// sessions.db: rooms, messages, room log, who is connected.
  public let sessions: DatabaseQueue

  public init(_ house: House) throws {
    self.house = house
    sessions = try house.open("sessions.db", SessionsFile.migrations)
  }

  public var routes: [Route] {
    [
      .get("/rtc", .needs("rtc.read"), roomList),
      .get("/rtc/me", .needs("rtc.read"), meShow),
      .get("/rtc/room/:id", .needs("rtc.read"), roomShow),
      .post("/rtc/room/:id/message", .needs("rtc.speak"), limit: 65_536, messageCreate).atMost(nil),
      .get("/rtc/message/:id/repost", .needs("rtc.speak"), messageRepostAsk),
      .post("/rtc/message/:id/repost", .needs("rtc.speak"), messageRepost),
      .get("/rtc/rooms/new", .needs("rtc.manage"), roomNew),
      .post("/rtc/rooms/new", .needs("rtc.manage"), roomCreate),
      .get("/rtc/room/:id/edit", .needs("rtc.manage"), roomEdit),
      .post("/rtc/room/:id/edit", .needs("rtc.manage"), roomUpdate),
    ]
  }

  public var places: [ScopeKind] {
    [
      ScopeKind(Scope.rooms, "room") { id, viewer in
        try sessions.read { try Room.find(id, for: viewer, $0) }.map { .init($0.name, $0.href) }
      }
    ]
  }

  public var navigation: [NavigationItem] { [NavigationItem(Self.title, "/rtc/", needs: "rtc.read")] }

  public var jobs: [Job] {
    [
      Job("rtc.forget-sessions", .every(seconds: 3600)) { _, now in
        try sessions.write { try Session.forget(before: now - 86_400, $0) }
      }
    ]
  }

  public func figures() throws -> [Figure] {
    try sessions.read { db in
      [
        Figure("Rooms", try Room.count(db), href: "/rtc/"),
        Figure("Messages", try Message.count(db)),
        Figure("People in the rooms", try Presence.count(at: .now, db)),
      ]
    }
  }
}

extension RTCModule {
  /// Cursors count within it; another one after a restore makes them void.
  public func epoch() throws -> String { try sessions.read { try Room.epoch($0) } }
}

extension Scope {
  static let rooms = "rtc.room"

  public static func room(_ id: Int64) -> Scope { Scope(rooms, id) }
}
