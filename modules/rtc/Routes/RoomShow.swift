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
    var choice = SpeakerChoice()
    var hesitation: Hesitation?
    var error: String?
  }

  func showRoom(
    _ id: Int64, before: Int64? = nil, _ unsent: Unsent, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    var (room, portion, people, epoch) = try sessions.read { db in
      guard let room = try Room.find(id, for: request.viewer, db) else { throw Fault.notFound }
      return (
        room, try Message.latest(id, before: before ?? .max, db),
        try Presence.people(in: id, at: request.now, db), try Room.epoch(db)
      )
    }
    var messages = Array(portion.rows.reversed())
    var handles = try self.handles(of: Set(messages.map(\.speaker.account) + people.map(\.account)))
    people = try present(people, handles)
    // Moderators see the account always.
    handles.isShown = handles.isShown || request.viewer.can("admin.moderate")
    messages = messages.map(handles.on)
    let (blocked, acquainted) = try house.read { db in
      (
        try request.viewer.account.map { try house.doors.blocks.of($0.id, db) } ?? [],
        try house.doors.friends.acquainted(request.viewer, db)
      )
    }
    let voices = try mayspeak(in: room, request) ? voices(of: request.viewer, at: request.now) : nil
    if voices?.speakers.hasPrivate == true { request.isPersonal = true }
    let canRepost = voices?.hasChoice ?? false
    let page: Value = [
      "room": view(room, epoch: epoch), "rooms": try roomViews(current: id, for: request),
      "lines": Talk(
        messages: messages, now: request.now, blocked: blocked, reader: request.viewer.account?.id,
        canRepost: canRepost, canModerate: request.viewer.can("admin.moderate")
      ).lines, "blank": Talk.blank,
      "older": Self.older(room, portion), "newer": before == nil ? Value.null : room.latest.value,
      "people": people.map { PersonView($0, unless: acquainted?.union(blocked)) },
      "blankPerson": PersonView.blank,
      "acquainted": acquainted?.sorted().map(String.init).joined(separator: " "),
      "hasPeople": !people.isEmpty, "isLive": before == nil,
      "canManage": request.viewer.can("rtc.manage"),
      "blocked": blocked.sorted().map(String.init).joined(separator: " "),
      "account": request.viewer.account.map { Int($0.id) },
      "composer": voices.map { composer(room, $0, unsent) }, "canRepost": canRepost,
      "canModerate": request.viewer.can("admin.moderate"), "restraint": request.viewer.restraint,
    ]
    return try house.page("rtc/room", page, request, status: status)
  }

  /// The same until something happens in the room, and so is its page; only messages of one account are compared by it.
  private func nonce(_ room: Room) -> String { "page-\(room.id)-\(room.head)" }

  private func view(_ room: Room, epoch: String) -> Value {
    [
      "id": Int(room.id), "name": room.name, "topic": room.topic, "href": room.href,
      "head": Int(room.head), "epoch": epoch,
    ]
  }

  /// Where the messages before these are; nil at the beginning of the room.
  private static func older(_ room: Room, _ portion: Portion<Message>) -> String? {
    guard let first = portion.rows.last, portion.isCut || portion.rows.count >= 50, first.seq > 1 else {
      return nil
    }
    return "\(room.href)?before=\(first.seq)#latest"
  }

  private func mayspeak(in room: Room, _ request: Request) -> Bool {
    !request.viewer.isGuest && request.viewer.can("rtc.speak", in: .room(room.id))
  }

  private func composer(_ room: Room, _ voices: Voices, _ unsent: Unsent) -> Value {
    [
      "action": "\(room.href)/message", "label": "Say something in \(room.name)", "name": "body",
      "text": unsent.text, "error": unsent.error, "submit": "Send", "preview": Value.null,
      "previewHtml": Value.null, "hint": "Markdown works here.", "maxLength": Command.Send.longest,
      "voices": SpeakerField(voices, unsent.choice, hesitation: unsent.hesitation),
      "hidden": [["name": "nonce", "value": nonce(room)] as Value],
    ]
  }
}
