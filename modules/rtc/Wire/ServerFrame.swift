import Kit

/// What the server says that stands in no room's log.
public enum ServerFrame {
  /// `connections`: as many as one account may have; nil where nobody counts them.
  public static func hello(connection: String, epoch: String, connections: Int?, now: Int64) -> JSON {
    [
      "t": .text("hello"), "conn": .text(connection), "epoch": .text(epoch),
      "ping": .int(Int64(pingSeconds)), "max": .int(Int64(Command.longest)),
      "connections": .int(connections.map(Int64.init)), "now": .int(now),
    ]
  }

  /// After this much silence the server asks whether anybody is there.
  public static let pingSeconds = 25

  public static let ping: JSON = ["t": .text("ping")]
  public static let lag: JSON = ["t": .text("lag")]

  public static func ok(_ id: Int64, _ result: JSON) -> JSON { ["id": .int(id), "ok": result] }

  public static func refused(_ id: Int64, _ refusal: Refusal) -> JSON { refused(.int(id), refusal) }

  public static func refused(_ id: JSON, _ refusal: Refusal) -> JSON { ["id": id, "err": refusal.json] }

  /// What stands first in an event stream.
  public static func streamHello(connection: String, epoch: String, now: Int64) -> JSON {
    ["t": .text("hello"), "conn": .text(connection), "epoch": .text(epoch), "now": .int(now)]
  }

  /// A stream is in a room from here on: what a socket gets as the answer to `join`.
  public static func joined(_ answer: JSON) -> JSON {
    (["t": .text("joined")] as JSON).with(answer["ok"] ?? [:])
  }

  /// A stream is not in a room that it asked for.
  public static func notJoined(room: Int64, _ answer: JSON) -> JSON {
    ["t": .text("refused"), "room": .int(room), "err": answer["err"] ?? .null]
  }

  /// Between the client's cursor and now lies more than is sent piece by piece: load the room anew.
  public static func reset(room: Int64) -> JSON { ["t": .text("reset"), "room": .int(room)] }

  /// Come back after so many milliseconds.
  public static func reconnect(after milliseconds: Int64) -> JSON {
    ["t": .text("reconnect"), "after": .int(milliseconds)]
  }

  public static func typing(room: Int64, _ who: ChatSpeaker) -> JSON {
    ["t": .text("typing"), "room": .int(room), "d": who.json]
  }

  /// As many people as one frame names.
  public static let mostPeople = 200

  /// Everybody who is in the room, or as many of a crowd as are named at once.
  public static func here(room: Int64, _ people: [ChatSpeaker]) -> JSON {
    let named = people.prefix(mostPeople).map(\.json)
    return [
      "t": .text("presence"), "room": .int(room),
      "d": ["here": .list(named), "more": .int(Int64(people.count - named.count))],
    ]
  }

  /// Who came and who went since the last such frames: one of them, unless it was a crowd.
  public static func moved(room: Int64, came: [ChatSpeaker], went: [ChatSpeaker]) -> [JSON] {
    let count = max(came.count, went.count)
    return stride(from: 0, to: count, by: mostPeople).map { start in
      [
        "t": .text("presence"), "room": .int(room),
        "d": ["came": part(came, start), "went": part(went, start)],
      ]
    }
  }

  private static func part(_ people: [ChatSpeaker], _ start: Int) -> JSON {
    .list(people.dropFirst(start).prefix(mostPeople).map(\.json))
  }
}
