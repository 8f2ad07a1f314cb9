import GRDB
import HTTPTypes
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/manage
  func manageShow(_ request: Request) throws -> Response {
    try manage(CategoryForm(), request)
  }

  /// POST /forums/manage
  func categoryCreate(_ request: Request) throws -> Response {
    let form = CategoryForm(try request.form())
    guard form.error == nil else { return try manage(form, request, status: .unprocessableContent) }
    try house.write { db in
      let id = try Category.create(form.name, form.description, db)
      try house.doors.audit(
        AuditEntry("category.create", "category:\(id)", after: form.record, by: request), db)
    }
    return .seeOther("/forums/manage").flash(.good, "“\(form.name)” is there.")
  }

  private func manage(
    _ form: CategoryForm, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let categories = try house.read { try Category.all(for: request.viewer, $0) }
    let rows = categories.enumerated().map { index, category in
      [
        "name": category.name, "description": category.description, "href": category.address,
        "editHref": "\(category.address)/edit", "moveAction": "\(category.address)/move",
        "isFirst": index == 0, "isLast": index == categories.count - 1,
      ] as Value
    }
    return try house.page(
      "forums/moderation/manage",
      [
        "categories": rows, "hasCategories": !rows.isEmpty, "form": form, "action": "/forums/manage",
        "submit": "Make it", "trail": Trail(),
      ], request, status: status)
  }
}
