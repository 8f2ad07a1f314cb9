import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/alters: the site's system, as far as this viewer may see it.
  func alterList(_ request: Request) throws -> Response {
    try followFile(for: request)
    return try house.page("template/alters", try alters(request), request)
  }

  /// POST /account/alters: somebody new, seen by nobody else at first.
  func alterCreate(_ request: Request) throws -> Response {
    let form = try NewAlter(
      try request.form(), reserved: AltersFile.reserved.union(faces.houses))
    guard form.error == nil else { return try showAgain(form, request) }
    var id: Int64?
    try change(by: request, act: "alter.create", target: "template:roster", state: Alter.rosterRecord) {
      id = try Alter.insert(slug: form.slug, at: request.now, $0)
    }
    guard let id else { return try showAgain(form.taken, request) }
    return .seeOther("/account/alters/\(id)").flash(
      .good, "Added. Only you see this until you say otherwise.")
  }

  private func showAgain(_ form: NewAlter, _ request: Request) throws -> Response {
    try house.page("template/alters", try alters(request, form), request, status: .unprocessableContent)
  }

  private func alters(_ request: Request, _ form: NewAlter = NewAlter()) throws -> Value {
    let canManage = request.viewer.can(Self.mayManage)
    let onlooker = try onlooker(of: request)
    return try house.read { db in
      let front = try Front.current(db)
      let part = try RosterPart(nil, request.query, onlooker: canManage ? .owner : onlooker, db)
      let cards = try part.alters.map { alter -> Value in
        try card(
          alter, front, onlooker, canManage ? Span.lastFronted(alter.id, now: request.now, db) : nil, request)
      }
      return [
        "alters": cards, "hasAlters": !part.isEmpty,
        "find": part.finding.value("/account/alters"), "canManage": canManage, "field": form,
        "canSwitch": request.viewer.can(Self.mayFront),
      ]
    }
  }

  private func card(
    _ alter: Alter, _ front: Front, _ onlooker: Onlooker, _ last: Moment?, _ request: Request
  ) throws -> Value {
    let canManage = request.viewer.can(Self.mayManage)
    let isFronting = front.seen(by: onlooker).contains { $0.id == alter.id }
    return [
      "speaker": alter, "isFronting": isFronting, "isStatus": alter.kind == .status,
      "last": isFronting ? nil : last?.view(from: request.now),
      "sentence": canManage ? alter.shownTo.sentence : nil,
      "frontSentence": canManage ? alter.shownTo.and(alter.frontShownTo).frontSentence : nil,
      "mood": canManage ? states.read(alter.slug, now: request.now).mood : nil,
      "href": canManage ? "/account/alters/\(alter.id)" : nil,
    ]
  }
}

/// The word that names somebody new; it becomes a folder and a line in alters.csv.
private struct NewAlter: Renderable {
  let slug: String
  var error: String?

  init() { (slug, error) = ("", nil) }

  init(_ form: Form, reserved: Set<String>) throws {
    slug = form["slug"].lowercased()
    if !Slug.isOne(slug) {
      error = AltersProblem(.slug).reason
    } else if reserved.contains(slug) {
      error = AltersProblem(.reserved).reason
    }
  }

  var taken: NewAlter {
    var copy = self
    copy.error = "There is somebody of that name already."
    return copy
  }

  var value: Value {
    [
      "name": "slug", "label": "Name", "type": "text", "value": slug, "required": true, "autocomplete": "off",
      "hint": "In small letters, as it stands in alters.csv: seles. How it is written comes next.",
      "error": error,
    ]
  }
}
