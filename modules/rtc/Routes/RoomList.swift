import GRDB
import Kit
import Templating

extension RTCModule {
  /// GET /rtc
  func roomList(_ request: Request) throws -> Response {
    let page: Value = [
      "rooms": try roomViews(for: request), "canManage": request.viewer.can("rtc.manage"),
      "empty": [
        "title": "No room yet.",
        "text": "A room is a place to talk live. The people who run this site can make one.",
        "href": Value.null, "action": Value.null,
      ] as Value,
    ]
    return try house.page("rtc/rooms", page, request)
  }

  /// The part of the front page: which rooms are lit.
  public func home(_ request: Request) throws -> HomeSection? {
    guard request.viewer.canSomewhere("rtc.read") else { return nil }
    let rooms = try roomViews(for: request)
    return rooms.isEmpty ? nil : HomeSection("rtc/home", ["rooms": rooms])
  }

  /// The viewer's rooms with their windows; `current` is where they are.
  func roomViews(current: Int64? = nil, for request: Request) throws -> [Value] {
    try sessions.read { db in
      let people = try Presence.counts(at: request.now, db)
      return try Room.all(for: request.viewer, db).map { room in
        let count = people[room.id] ?? 0
        return [
          "id": Int(room.id), "href": room.latest, "name": room.name, "topic": room.topic,
          "current": room.id == current, "isLit": count > 0, "people": Self.inWords(count),
        ]
      }
    }
  }

  private static func inWords(_ count: Int) -> String {
    switch count {
    case 0: "nobody here"
    case 1: "1 person here"
    default: "\(count) people here"
    }
  }
}
