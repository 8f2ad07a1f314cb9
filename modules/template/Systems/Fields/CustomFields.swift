import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  private static let fieldList = "/account/system/fields"

  /// GET /account/system/fields
  func fieldList(_ request: Request) throws -> Response { try showFields(CustomFieldForm(), request) }

  /// POST /account/system/fields
  func fieldCreate(_ request: Request) throws -> Response {
    let account = try request.account().id
    var form = try CustomFieldForm(request.form(), CustomFieldForm().field, ownLists(of: account))
    guard form.errors.isEmpty else { return try showFields(form, request, status: .unprocessableContent) }
    let hidden = form.field.shown(to: .nobody)
    guard let id = try house.write({ db in try CustomField.insert(hidden, for: account, db) }) else {
      form.errors.refuse("name", "There is room for \(CustomField.most) fields, and all are taken.")
      return try showFields(form, request, status: .unprocessableContent)
    }
    let exposure = Exposure(
      .field, id, "The field \(form.field.name)", before: .nobody, after: form.field.shownTo)
    return try answer([exposure], back: Self.fieldList, saying: "Added. \(hidden.shownTo.sentence)", request)
  }

  /// GET /account/system/fields/:id
  func fieldEdit(_ request: Request) throws -> Response {
    let form = CustomFieldForm(try ownField(request))
    let saw = try form.field.sight(form.field, ownLists(of: request.account().id)).mark
    return try showField(form, saw: saw, request)
  }

  /// POST /account/system/fields/:id: what it holds stays, also where it is of another kind now.
  func fieldSave(_ request: Request) throws -> Response {
    let (field, account) = (try ownField(request), try request.account().id)
    let form = try CustomFieldForm(request.form(), field, ownLists(of: account))
    guard form.errors.isEmpty else {
      let saw = try request.form()[Sight.field]
      return try showField(form, saw: saw, request, status: .unprocessableContent)
    }
    let after = form.field.shownTo
    let hidden = after.hidden(from: field.shownTo)
    try save(hiding: [(field.shownTo, hidden)], of: account) { db in
      guard let now = try CustomField.all(of: account, db).first(where: { $0.id == field.id }) else {
        throw Fault.notFound
      }
      try now.sight(form.field, PeopleList.list(of: account, db)).check(request.form(), back: request.path)
      try form.field.shown(to: hidden).save(db)
    }
    let exposure = Exposure(
      .field, field.id, "The field \(form.field.name)", before: field.shownTo, after: after)
    return try answer([exposure], back: Self.fieldList, saying: "Saved.", request)
  }

  /// POST /account/system/fields/:id/move: `up` or `down`.
  func fieldMove(_ request: Request) throws -> Response {
    let field = try ownField(request)
    let account = try request.account().id
    guard let step = PlaceSwap.Step(rawValue: try request.form()["to"]) else {
      throw Fault.badRequest("Choose up or down.")
    }
    try house.write { db in
      let all = try CustomField.all(of: account, db).map(\.id)
      try PlaceSwap(table: .fields).move(field.id, step, among: all, db)
    }
    return .seeOther(Self.fieldList).flash(.good, "Moved.")
  }

  /// GET /account/system/fields/:id/delete
  func fieldDeleteAsk(_ request: Request) throws -> Response {
    let field = try ownField(request)
    let uses = try house.read { db in try field.uses(db) }
    let question = Question(
      title: "Delete the field \(field.name) for good?",
      sentences: [
        uses == 0
          ? "It holds nothing." : "What it holds for \(uses) of you goes with it, and can’t be brought back."
      ], action: request.path, answer: "Delete the field", back: "\(Self.fieldList)/\(field.id)")
    return try house.page("template/question", question.value, request)
  }

  /// POST /account/system/fields/:id/delete
  func fieldDelete(_ request: Request) throws -> Response {
    let field = try ownField(request)
    try save(hiding: [(field.shownTo, .nobody)], of: request.account().id) { db in try field.delete(db) }
    return .seeOther(Self.fieldList).flash(.good, "Deleted.")
  }

  private func ownField(_ request: Request) throws -> CustomField {
    let (id, account) = (try request.id("id"), try request.account().id)
    let all = try house.read { db in try CustomField.all(of: account, db) }
    guard let field = all.first(where: { $0.id == id }) else { throw Fault.notFound }
    return field
  }

  private func showFields(
    _ form: CustomFieldForm, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let account = try request.account().id
    let fields = try house.read { db in try CustomField.all(of: account, db) }
    let rows = fields.map { field -> Value in
      [
        "name": field.name, "kind": field.kind.title, "sentence": field.shownTo.sentence,
        "href": "\(Self.fieldList)/\(field.id)",
      ]
    }
    let page: Value = [
      "trail": SystemTrail.value([]), "fields": rows, "hasFields": !rows.isEmpty,
      "form": form.view(try ownLists(of: account)),
      "isRefused": !form.errors.isEmpty, "errors": form.errors, "action": Self.fieldList, "submit": "Add",
    ]
    return try house.page("template/fields", page, request, status: status)
  }

  private func showField(
    _ form: CustomFieldForm, saw: String, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let address = "\(Self.fieldList)/\(form.field.id)"
    let page: Value = [
      "title": form.field.name, "trail": SystemTrail.value([("Fields", Self.fieldList)]),
      "form": form.view(try ownLists(of: request.account().id), saw: saw),
      "isRefused": !form.errors.isEmpty, "errors": form.errors, "action": address, "submit": "Save",
      "delete": "\(address)/delete",
      "move": "\(address)/move", "people": Value.null,
    ]
    return try house.page("template/group", page, request, status: status)
  }
}

extension CustomField {
  /// What the form shows, as it is kept, beside what was sent.
  fileprivate func sight(_ sent: CustomField, _ lists: [PeopleList]) -> Sight {
    Sight([
      .init("Name", name, field: "name"), .init("What it holds", kind.title, wanted: sent.kind.title),
      .init("Who sees this field", shownTo, wanted: sent.shownTo, lists),
    ])
  }
}

/// What was typed about a field of one's own.
private struct CustomFieldForm {
  var field: CustomField
  var errors = FormErrors()

  init() { self.init(CustomField(id: 0, name: "", kind: .text, shownTo: .nobody)) }

  init(_ field: CustomField) { self.field = field }

  init(_ form: Form, _ field: CustomField, _ lists: [PeopleList]) {
    var typed = TypedForm(form)
    let name = typed.line("name", "The name", longest: AccountAlter.longestName, isRequired: true)
    self.field = CustomField(
      id: field.id, name: name, kind: CustomField.Kind(rawValue: form["kind"]) ?? .text,
      shownTo: typed.audience("visibility", lists, now: field.shownTo))
    errors = typed.errors
  }

  func view(_ lists: [PeopleList], saw: String? = nil) -> Value {
    [
      "saw": saw,
      "entries": [
        FieldView(name: "name", label: "Name", typed: field.name, error: errors["name"], isRequired: true),
        FieldView(
          name: "kind", label: "What it holds",
          options: CustomField.Kind.allCases.map {
            FieldView.Option($0.rawValue, $0.title, isCurrent: $0 == field.kind)
          }),
      ],
      "visibility": AudienceField(
        name: "visibility", legend: "Who sees this field",
        hint:
          "Of each of you, it is shown only to those who may know of them: the stricter of the two counts.",
        current: field.shownTo, lists: lists, error: errors["visibility"]),
    ]
  }
}
