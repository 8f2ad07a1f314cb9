import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account/blocked?who=ID: the list, and the form that adds to it
  func blockedShow(_ request: Request) throws -> Response { try blockedPage(request, FormCheck()) }

  /// POST /account/blocked
  func blockAdd(_ request: Request) throws -> Response {
    let account = try request.account()
    let name = PlainText.line(try request.form()["name"]).trimmingPrefix("@")
    var check = FormCheck()
    let blocked = try check.take("name") {
      try house.write { db in
        guard let user = try User.named(AccountName(String(name)).text, db) else {
          throw Refusal("Nobody here has this name.")
        }
        try Block.add(user, to: account.id, now: request.now, db)
        try house.doors.blocks.begin(account.id, user.id, db)
        return user
      }
    }
    guard let blocked else { return try blockedPage(request, check, status: .unprocessableContent) }
    return .seeOther("/account/blocked").flash(.good, "\(blocked.name) is blocked.")
  }

  /// POST /account/blocked/:id/remove
  func blockRemove(_ request: Request) throws -> Response {
    let (account, id) = (try request.account(), try request.id("id"))
    try house.write { db in try Block.remove(id, from: account.id, db) }
    return .seeOther("/account/blocked").flash(.good, "They are not blocked any more.")
  }

  /// POST /account/reach
  func contactPolicyChange(_ request: Request) throws -> Response {
    let account = try request.account()
    guard let policy = try ContactPolicy(rawValue: request.form()["who"]) else {
      throw Fault.badRequest("There is no such choice.")
    }
    try house.write { db in try policy.keep(for: account.id, db) }
    return .seeOther("/account/blocked").flash(.good, "Saved.")
  }

  private func blockedPage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let account = try request.account()
    let typed = request.method == .post ? try request.form()["name"] : nil
    let asked = request.query["who"].flatMap { Int64($0) }
    let page: Value = try house.read { db in
      let blocks = try Block.list(of: account.id, db)
      let policy = try ContactPolicy.current(account.id, db)
      let isBlocked = blocks.contains { $0.id == asked }
      let named = try isBlocked ? nil : asked.flatMap { try User.find($0, db)?.name }
      return [
        "errors": check,
        "blocks": blocks.map {
          ["id": String($0.id), "name": $0.name, "since": $0.at.view(from: request.now)] as Value
        },
        "isEmpty": blocks.isEmpty,
        "field": FieldView(
          name: "name", label: "Name of the account", typed: typed ?? named, autocomplete: "off",
          error: check["name"]),
        "choices": ContactPolicy.allCases.map { choice in
          ["value": choice.rawValue, "title": choice.title, "current": choice == policy] as Value
        },
      ]
    }
    return try house.page("admin/blocked", page, request, status: status)
  }
}
