import Foundation
import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/alters/:id
  func alterEdit(_ request: Request) throws -> Response {
    let alter = try alter(request)
    let form = kept(alter, request)
    return try show(form, alter, saw: form.sight(form, ownLists(request)).mark, request)
  }

  private func kept(_ alter: Alter, _ request: Request) -> AlterForm {
    AlterForm(alter, mood: states.read(alter.slug, now: request.now).mood ?? "")
  }

  /// POST /account/alters/:id/show: the same, for what everyone shall see.
  func alterShow(_ request: Request) throws -> Response { try alterSave(request) }

  /// POST /account/alters/:id
  func alterSave(_ request: Request) throws -> Response {
    let alter = try alter(request)
    let lists = try ownLists(request)
    let form = try AlterForm(request.form(), alter, lists)
    guard form.errors.isEmpty else {
      let saw = try request.form()[Sight.field]
      return try show(form, alter, saw: saw, request, status: .unprocessableContent)
    }
    // Once it is hidden, this is what stands there.
    let hidden = kept(form.hiding(alter), request).sight(form, lists).mark
    let address = "/account/alters/\(alter.id)"
    if let page = try agreement(
      to: form.exposures(of: alter), lists: lists, action: address, publicly: "\(address)/show", saw: hidden,
      request)
    {
      try save(form.hiding(alter), form, since: alter, lists, request)
      return page
    }
    try save(form.applied(to: alter), form, since: alter, lists, request)
    try states.change(alter.slug, now: request.now) { $0.mood = form.mood.isEmpty ? nil : form.mood }
    return .seeOther("/account/alters").flash(.good, "Saved.")
  }

  private func save(
    _ changed: Alter, _ form: AlterForm, since alter: Alter, _ lists: [PeopleList], _ request: Request
  ) throws {
    try change(
      by: request, act: "alter.edit", target: "alter:\(alter.id)",
      state: { try Alter.find(alter.id, $0)?.record(since: alter) ?? "" }
    ) { db in
      guard let now = try Alter.find(alter.id, db) else { throw Fault.notFound }
      try kept(now, request).sight(form, lists).check(
        request.form(), back: "/account/alters/\(alter.id)")
      try changed.update(db)
    }
  }

  /// Those of the system's owner, for nobody else.
  private func ownLists(_ request: Request) throws -> [PeopleList] {
    guard let account = request.viewer.account, request.viewer.actedBy == nil else { return [] }
    return try house.read { db in
      try SiteSystem.owner(db) == account.id ? PeopleList.list(of: account.id, db) : []
    }
  }

  /// POST /account/alters/:id/archive: away from the lists and the front; history stays.
  func alterArchive(_ request: Request) throws -> Response {
    let alter = try alter(request)
    try change(
      by: request, act: "alter.archive", target: "alter:\(alter.id)",
      state: { "\(try Alter.rosterRecord($0))\nfront: \(try Front.current($0).ids)" }
    ) { db in
      let staying = try Span.live(db).map(\.alterId).filter { $0 != alter.id }
      _ = try Switch.set(
        staying.map { Switch.Fronter(alter: $0) }, .site, actor: request.viewer.account?.id, at: request.now,
        db)
      try Alter.archive(alter.id, at: request.now, db)
    }
    return .seeOther("/account/alters").flash(
      .good, "Archived. A line in alters.csv brings it back as it was.")
  }

  private func alter(_ request: Request) throws -> Alter {
    let id = try request.id("id")
    guard let alter = try house.read({ try Alter.find(id, $0) }) else { throw Fault.notFound }
    return alter
  }

  static let stricterCounts =
    "Nobody sees a front of somebody they may not know of: the stricter of the two counts."

  private func show(
    _ form: AlterForm, _ alter: Alter, saw: String, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let lists = try ownLists(request)
    let page: Value = [
      "saw": saw, "action": "/account/alters/\(alter.id)", "speaker": alter, "title": alter.name,
      "trail": ["steps": [["title": "The site’s system", "href": "/account/alters"] as Value]] as Value,
      "fields": form.fields,
      "audiences": [form.audience(of: alter, lists), form.frontAudience(of: alter, lists)],
      "isStatus": form.kind == .status, "errors": form.errors.isEmpty ? nil : form.errorList,
    ]
    return try house.page("template/alter", page, request, status: status)
  }
}

/// What was typed about an alter.
private struct AlterForm {
  let name: String
  let pronouns: String
  let color: String
  let mood: String
  let shownTo: ShownTo
  let frontShownTo: ShownTo
  let kind: Alter.Kind
  private(set) var errors: [String: String] = [:]

  init(_ alter: Alter, mood: String) {
    (name, pronouns, kind) = (alter.name, alter.pronouns, alter.kind)
    color = alter.color.isEmpty ? "" : "#\(alter.color)"
    (shownTo, frontShownTo) = (alter.shownTo, alter.frontShownTo)
    self.mood = mood
  }

  init(_ form: Form, _ alter: Alter, _ lists: [PeopleList]) {
    (name, pronouns) = (PlainText.line(form["name"]), PlainText.line(form["pronouns"]))
    (color, mood) = (PlainText.line(form["color"]), PlainText.line(form["mood"]))
    let shown = ShownTo(form, "visibility", lists: lists, now: alter.shownTo)
    let frontShown = ShownTo(form, "front_visibility", lists: lists, now: alter.frontShownTo)
    (shownTo, frontShownTo) = (shown ?? .nobody, frontShown ?? .nobody)
    kind = form.has("status") ? .status : .alter
    errors["name"] = name.isEmpty ? "This can’t be empty." : Self.objection(name, 100)
    errors["pronouns"] = Self.objection(pronouns, 100)
    errors["visibility"] = shown == nil ? ShownTo.nothingChosen : nil
    errors["front_visibility"] = frontShown == nil ? ShownTo.nothingChosen : nil
    errors["mood"] = Self.objection(mood, 32)
    errors["color"] =
      color.isEmpty || AltersFile.color(color) != nil ? nil : "A colour is written like #33aa77."
  }

  private static func objection(_ line: String, _ most: Int) -> String? {
    PlainText.objection(toLine: line, longest: most)?.sentence(about: "This")
  }

  /// What the form shows, as it is kept, beside what was sent.
  func sight(_ sent: AlterForm, _ lists: [PeopleList]) -> Sight {
    Sight([
      .init("Name", name, field: "name"), .init("Pronouns", pronouns, field: "pronouns"),
      .init("Colour", color, field: "color"), .init("Mood", mood, field: "mood"),
      .init("Who or how", kind.words, wanted: sent.kind.words),
      .init("Who may know of them", shownTo, wanted: sent.shownTo, lists),
      .init("Who sees them fronting", frontShownTo, wanted: sent.frontShownTo, lists),
    ])
  }

  func applied(to alter: Alter) -> Alter {
    var alter = alter
    (alter.name, alter.pronouns, alter.kind) = (name, pronouns, kind)
    alter.color = AltersFile.color(color) ?? ""
    return alter.shown(to: shownTo, front: frontShownTo)
  }

  /// As it was, save for what shall be shown to fewer people.
  func hiding(_ alter: Alter) -> Alter {
    alter.shown(
      to: shownTo.hidden(from: alter.shownTo), front: frontShownTo.hidden(from: alter.frontShownTo))
  }

  func exposures(of alter: Alter) -> [Exposure?] {
    let front = shownTo.and(frontShownTo)
    return [
      Exposure("alter", "That there is \(name)", before: alter.shownTo, after: shownTo),
      Exposure(
        "front", "That \(name) fronts, and this face", before: alter.shownTo.and(alter.frontShownTo),
        after: front
      ),
    ]
  }

  var fields: [Value] {
    [
      field("name", "Name", name, isRequired: true),
      field("pronouns", "Pronouns", pronouns, hint: "As you like them read: they/them, she/it."),
      field(
        "color", "Colour", color, hint: "Like #33aa77. It rings the picture, and never means anything alone."),
      field("mood", "Mood", mood, hint: "A word or two. Only you see it."),
    ]
  }

  private func field(
    _ name: String, _ label: String, _ text: String, hint: String? = nil, isRequired: Bool = false
  ) -> Value {
    [
      "name": name, "label": label, "type": "text", "value": text, "hint": hint, "error": errors[name],
      "required": isRequired, "autocomplete": "off",
    ]
  }

  func audience(of alter: Alter, _ lists: [PeopleList]) -> AudienceField {
    AudienceField(
      name: "visibility", legend: "Who may know of \(alter.name)", current: shownTo, lists: lists,
      error: errors["visibility"])
  }

  func frontAudience(of alter: Alter, _ lists: [PeopleList]) -> AudienceField {
    AudienceField(
      name: "front_visibility", legend: "Who sees \(alter.name) fronting",
      hint: "Nobody sees a front of somebody they may not know of: the stricter of the two counts.",
      current: frontShownTo, lists: lists, sentence: \.frontSentence, error: errors["front_visibility"])
  }

  var errorList: [Value] {
    errors.sorted { $0.key < $1.key }.map {
      ["href": "#\(Self.id(of: $0.key))", "text": "\(Self.title(of: $0.key)): \($0.value)"]
    }
  }

  /// Where the field stands on the page.
  private static func id(of field: String) -> String {
    field.hasSuffix("visibility") ? "\(field)-\(AudienceField.chosenLists)" : field
  }

  private static func title(of field: String) -> String {
    switch field {
    case "visibility": "Who may know"
    case "front_visibility": "Who sees the front"
    default: field.capitalized
    }
  }
}
