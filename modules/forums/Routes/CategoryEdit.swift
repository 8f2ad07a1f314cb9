import Foundation
import GRDB
import HTTPTypes
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/category/:id/edit
  func categoryEdit(_ request: Request) throws -> Response {
    let category = try category(request)
    return try edit(category, CategoryForm(category), request)
  }

  /// POST /forums/category/:id/edit
  func categoryUpdate(_ request: Request) throws -> Response {
    let category = try category(request)
    var form = CategoryForm(try request.form())
    form.saw = try request.form()[Sight.field]
    guard form.error == nil else { return try edit(category, form, request, status: .unprocessableContent) }
    try house.write { db in
      let now = CategoryForm(try Category.find(category.id, for: request.viewer, db))
      try now.sight.check(request.form(), back: category.address)
      try category.rename(form.name, form.description, db)
      try house.doors.audit(
        AuditEntry(
          "category.rename", "category:\(category.id)", before: now.record, after: form.record, by: request),
        db)
    }
    return .seeOther("/forums/manage").flash(.good, "Saved.")
  }

  /// POST /forums/category/:id/move with to=up or down
  func categoryMove(_ request: Request) throws -> Response {
    let category = try category(request)
    let to = try request.form()["to"]
    guard ["up", "down"].contains(to) else { throw Fault.badRequest("A category moves up or down.") }
    try house.write { db in
      guard let places = try category.move(up: to == "up", for: request.viewer, db) else { return }
      try house.doors.audit(
        AuditEntry(
          "category.move", "category:\(category.id)", before: "place \(places.before)",
          after: "place \(places.after)", by: request), db)
    }
    return .seeOther("/forums/manage")
  }

  private func category(_ request: Request) throws -> Category {
    let id = try request.id("id")
    return try house.read { try Category.find(id, for: request.viewer, $0) }
  }

  private func edit(
    _ category: Category, _ form: CategoryForm, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    try house.page(
      "forums/moderation/category-edit",
      [
        "name": category.name, "form": form, "action": "\(category.address)/edit", "submit": "Save",
        "trail": Trail(("Categories", "/forums/manage")),
        "permissions": category.scope.permissionsAddress(for: request.viewer),
      ], request, status: status)
  }
}

/// A category's name and description as typed.
struct CategoryForm: Renderable {
  let name: String
  let description: String
  /// The mark of what the form showed; of a new category nothing.
  var saw = ""
  private(set) var error: String?

  var sight: Sight {
    Sight([
      Sight.Part("Name", name, field: "name"),
      Sight.Part("What belongs here", description, field: "description"),
    ])
  }

  /// For the audit log.
  var record: String { description.isEmpty ? name : "\(name)\n\(description)" }

  init() { (name, description) = ("", "") }

  init(_ category: Category) {
    (name, description) = (category.name, category.description)
    saw = sight.mark
  }

  init(_ form: Form) {
    name = PlainText.line(form["name"])
    description = PlainText.line(form["description"])
    error = name.isEmpty ? "A category needs a name." : objection
  }

  private var objection: String? {
    PlainText.objection(toLine: name, longest: Category.longestName)?.sentence(about: "A name")
      ?? PlainText.objection(toLine: description, longest: Category.longestDescription)?
      .sentence(about: "A description")
  }

  var value: Value {
    [
      "saw": saw, "error": error.map { ["kind": "bad", "text": $0] as Value },
      "nameField": field("name", "Name", name, required: true),
      "descriptionField": field("description", "What belongs here", description, required: false),
    ]
  }

  private func field(_ name: String, _ label: String, _ value: String, required: Bool) -> Value {
    [
      "name": name, "label": label, "type": "text", "value": value, "hint": Value.null, "error": Value.null,
      "required": required, "autocomplete": "off",
    ]
  }
}
