import GRDB
import HTTPTypes
import Kit
import Templating

/// What an admin says about a room.
private struct RoomForm {
  let name: String
  let topic: String
  let position: String
  /// The mark of what the form showed; of a new room nothing.
  private(set) var saw = ""

  init(_ form: Form) {
    (name, topic) = (PlainText.line(form["name"]), PlainText.line(form["topic"]))
    position = PlainText.line(form["position"])
    saw = form[Sight.field]
  }

  init(_ room: Room) {
    (name, topic, position) = (room.name, room.topic, "\(room.position)")
    saw = sight.mark
  }

  var sight: Sight {
    Sight([
      Sight.Part("Name", name, field: "name"), Sight.Part("Topic", topic, field: "topic"),
      Sight.Part("Place in the list", position, field: "position"),
    ])
  }

  init(position: Int) { (name, topic, self.position) = ("", "", "\(position)") }

  var place: Int? { Int(position).flatMap { (0...9999).contains($0) ? $0 : nil } }

  /// For the audit log.
  var record: String { "\(name)\ntopic: \(topic)\nplace: \(position)" }

  var errors: [String: String] {
    var errors: [String: String] = [:]
    errors["name"] =
      name.isEmpty
      ? "A room needs a name." : PlainText.objection(toLine: name, longest: 60)?.sentence(about: "A name")
    errors["topic"] = PlainText.objection(toLine: topic, longest: 200)?.sentence(about: "A topic")
    if place == nil { errors["position"] = "The place is a number from 0 to 9999." }
    return errors
  }

  func fields(_ errors: [String: String]) -> [Value] {
    [
      field("name", "Name", name, hint: nil, errors, isRequired: true),
      field("topic", "Topic", topic, hint: "One line under the name: what is it for?", errors),
      field("position", "Place in the list", position, hint: "Rooms with small numbers stand first.", errors),
    ]
  }

  private func field(
    _ name: String, _ label: String, _ value: String, hint: String?, _ errors: [String: String],
    isRequired: Bool = false
  ) -> Value {
    [
      "name": name, "label": label, "type": name == "position" ? "number" : "text", "value": value,
      "hint": hint, "error": errors[name], "required": isRequired, "autocomplete": "off",
    ]
  }
}

extension RTCModule {
  /// GET /rtc/rooms/new
  func roomNew(_ request: Request) throws -> Response {
    let position = try sessions.read { try Room.all(for: request.viewer, $0).last?.position ?? 0 } + 10
    return try show(RoomForm(position: position), of: nil, request)
  }

  /// POST /rtc/rooms/new
  func roomCreate(_ request: Request) throws -> Response {
    let form = RoomForm(try request.form())
    guard let place = form.place, form.errors.isEmpty else {
      return try show(form, of: nil, request, status: .unprocessableContent)
    }
    let act = AuditEntry("rtc.room.create", "room:\(form.name)", after: form.record, by: request)
    let id = try house.audited(act, outcome: { "room:\($0)\n\(form.record)" }) {
      try sessions.write { db in
        try Room.create(form.name, topic: form.topic, position: place, at: request.now, db)
      }
    }
    return .seeOther("/rtc/room/\(id)").flash(.good, "The room is open.")
  }

  /// GET /rtc/room/:id/edit
  func roomEdit(_ request: Request) throws -> Response {
    let room = try room(request)
    return try show(RoomForm(room), of: room, request)
  }

  /// POST /rtc/room/:id/edit: a new name, topic or place; with `close` nobody enters any more
  func roomUpdate(_ request: Request) throws -> Response {
    let room = try room(request)
    if try request.form().has("close") { return try close(room, request) }
    let form = RoomForm(try request.form())
    guard let place = form.place, form.errors.isEmpty else {
      return try show(form, of: room, request, status: .unprocessableContent)
    }
    let act = AuditEntry(
      "rtc.room.update", "room:\(room.id)", before: RoomForm(room).record, after: form.record, by: request)
    try house.audited(act) {
      try sessions.write { db in
        guard let now = try Room.find(room.id, for: request.viewer, db) else { throw Fault.notFound }
        try RoomForm(now).sight.check(request.form(), back: room.href)
        try Room.update(
          room.id, name: form.name, topic: form.topic, position: place, at: request.now, db)
      }
    }
    return .seeOther(room.href).flash(.good, "Saved.")
  }

  private func close(_ room: Room, _ request: Request) throws -> Response {
    let act = AuditEntry(
      "rtc.room.close", "room:\(room.id)", before: "open", after: "closed", by: request)
    try house.audited(act) {
      try sessions.write { db in try Room.close(room.id, at: request.now, db) }
    }
    return .seeOther("/rtc/").flash(.good, "\(room.name) is closed. What was said in it is kept.")
  }

  private func room(_ request: Request) throws -> Room {
    let id = try request.id("id")
    guard let room = try sessions.read({ try Room.find(id, for: request.viewer, $0) }) else {
      throw Fault.notFound
    }
    return room
  }

  private func show(
    _ form: RoomForm, of room: Room?, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let isAnswer = status != .ok
    let page: Value = [
      "heading": room.map { "Change \($0.name)" } ?? "Open a room",
      "action": room.map { "\($0.href)/edit" } ?? "/rtc/rooms/new",
      "submit": room == nil ? "Open the room" : "Save", "canClose": room != nil,
      "permissions": room.flatMap { Scope.room($0.id).permissionsAddress(for: request.viewer) },
      "saw": form.saw, "fields": form.fields(isAnswer ? form.errors : [:]),
    ]
    return try house.page("rtc/moderation/room-form", page, request, status: status)
  }
}
