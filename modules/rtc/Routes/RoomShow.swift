import GRDB
import HTTPTypes
import Kit
import Templating

extension RTCModule {
  /// GET /rtc/room/:id, with `?before=SEQ` for what was said earlier
  func roomShow(_ request: Request) throws -> Response {
    let before = request.query["before"].flatMap { Int64($0) }
    return try showRoom(request.id("id"), before: before, Unsent(), request)
  }

  /// What stands in the composer, and why it could not be sent.
  struct Unsent {
    var text = ""
    var speaker = ""
    var error: String?
    var nonce = Word.make("n")
  }

  func showRoom(
    _ id: Int64, before: Int64? = nil, _ unsent: Unsent, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let (room, messages, people, epoch) = try sessions.read { db in
      guard let room = try Room.find(id, for: request.viewer, db) else { throw Fault.notFound }
      return (
        room, try Message.latest(id, before: before ?? .max, db),
        try Presence.people(in: id, at: request.now, db), try Room.epoch(db)
      )
    }
    let blocked =
      try request.viewer.account.map { account in
        try house.read { db in try house.doors.blocks.of(account.id, db) }
      } ?? []
    let page: Value = [
      "room": view(room, epoch: epoch), "rooms": try roomViews(current: id, for: request),
      "lines": Talk(
        messages: messages, now: request.now, blocked: blocked, reader: request.viewer.account?.id
      ).lines, "blank": Talk.blank,
      "older": Self.older(room, messages), "newer": before == nil ? Value.null : room.latest.value,
      "people": people, "hasPeople": !people.isEmpty, "isLive": before == nil,
      "canManage": request.viewer.can("rtc.manage"),
      "blocked": blocked.sorted().map(String.init).joined(separator: " "),
      "account": request.viewer.account.map { Int($0.id) },
      "composer": try composer(room, unsent, request), "restraint": request.viewer.restraint,
    ]
    return try house.page("rtc/room", page, request, status: status)
  }

  private func view(_ room: Room, epoch: String) -> Value {
    [
      "id": Int(room.id), "name": room.name, "topic": room.topic, "href": room.href,
      "head": Int(room.head), "epoch": epoch,
    ]
  }

  /// Where the messages before these are; nil at the beginning of the room.
  private static func older(_ room: Room, _ messages: [Message]) -> String? {
    guard let first = messages.first, messages.count >= 50, first.seq > 1 else { return nil }
    return "\(room.href)?before=\(first.seq)"
  }

  /// nil for those who may only read.
  private func composer(_ room: Room, _ unsent: Unsent, _ request: Request) throws -> Value? {
    guard let account = request.viewer.account, request.viewer.can("rtc.speak", in: .room(room.id))
    else { return nil }
    let speakers = try house.app.read { try ChatSpeaker.all(of: account, $0) }
    return [
      "action": "\(room.href)/message", "label": "Say something in \(room.name)", "name": "body",
      "text": unsent.text, "error": unsent.error, "submit": "Send", "preview": Value.null,
      "previewHtml": Value.null, "hint": "Markdown works here.", "maxLength": Command.Send.longest,
      "speaker": Value.null, "hasSpeakers": speakers.count > 1,
      "speakers": speakers.map { Self.choice($0, chosen: unsent.speaker) },
      "hidden": [["name": "nonce", "value": unsent.nonce] as Value],
    ]
  }

  private static func choice(_ speaker: ChatSpeaker, chosen: String) -> Value {
    let value = speaker.alter.map { "\($0)" } ?? ""
    return ["value": value, "name": speaker.name, "current": value == chosen]
  }
}
