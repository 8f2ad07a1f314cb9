import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/system/groups/:id
  func groupEdit(_ request: Request) throws -> Response {
    let (group, tree) = try ownGroup(request)
    let form = GroupForm(group)
    let saw = try form.sight(form, tree, ownLists(of: request.account().id)).mark
    return try show(form, tree, saw: saw, request)
  }

  /// POST /account/system/groups/:id
  func groupSave(_ request: Request) throws -> Response {
    let (group, tree) = try ownGroup(request)
    let account = try request.account().id
    let form = try GroupForm(request.form(), group, tree, ownLists(of: account))
    guard form.errors.isEmpty else {
      let saw = try request.form()[Sight.field]
      return try show(form, tree, saw: saw, request, status: .unprocessableContent)
    }
    var hidden = form.group
    hidden.shownTo = form.group.shownTo.hidden(from: group.shownTo)
    try save(hiding: [(group.shownTo, hidden.shownTo)], of: account) { db in
      let tree = GroupTree(try AlterGroup.all(of: account, db))
      guard let now = tree.all.first(where: { $0.group.id == group.id })?.group else { throw Fault.notFound }
      try GroupForm(now).sight(form, tree, PeopleList.list(of: account, db)).check(
        request.form(), back: request.path)
      try hidden.save(db)
    }
    let exposure = Exposure(
      .group, group.id, "The group \(form.group.name)", before: group.shownTo, after: form.group.shownTo)
    return try answer([exposure], back: "/account/system/groups", saying: "Saved.", request)
  }

  /// POST /account/system/groups/:id/move: `up` or `down`, among those in the same group.
  func groupMove(_ request: Request) throws -> Response {
    let (group, tree) = try ownGroup(request)
    guard let step = PlaceSwap.Step(rawValue: try request.form()["to"]) else {
      throw Fault.badRequest("Choose up or down.")
    }
    let siblings = tree.siblings(of: group).map(\.id)
    try house.write { db in try PlaceSwap(table: .groups).move(group.id, step, among: siblings, db) }
    return .seeOther("/account/system/groups").flash(.good, "Moved.")
  }

  /// GET /account/system/groups/:id/delete
  func groupDeleteAsk(_ request: Request) throws -> Response {
    let (group, _) = try ownGroup(request)
    let question = Question(
      title: "Delete the group \(group.name)?",
      sentences: ["Everybody in it stays, and the groups within it move up to where it stands."],
      action: request.path, answer: "Delete the group", back: "/account/system/groups/\(group.id)")
    return try house.page("template/question", question.value, request)
  }

  /// POST /account/system/groups/:id/delete
  func groupDelete(_ request: Request) throws -> Response {
    let (group, _) = try ownGroup(request)
    try save(hiding: [(group.shownTo, .nobody)], of: request.account().id) { db in try group.delete(db) }
    return .seeOther("/account/system/groups").flash(.good, "Deleted. Everybody in it is still here.")
  }

  private func ownGroup(_ request: Request) throws -> (AlterGroup, GroupTree) {
    let (id, account) = (try request.id("id"), try request.account().id)
    let groups = try house.read { db in try AlterGroup.all(of: account, db) }
    guard let group = groups.first(where: { $0.id == id }) else { throw Fault.notFound }
    return (group, GroupTree(groups))
  }

  private func show(
    _ form: GroupForm, _ tree: GroupTree, saw: String, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let address = "/account/system/groups/\(form.group.id)"
    let page: Value = [
      "title": form.group.name, "trail": SystemTrail.value([("Groups", "/account/system/groups")]),
      "form": form.view(tree, try ownLists(of: request.account().id), saw: saw),
      "isRefused": !form.errors.isEmpty,
      "errors": form.errors, "action": address,
      "submit": "Save",
      "people": "/account/system?group=\(form.group.id)", "delete": "\(address)/delete",
      "move": "\(address)/move",
    ]
    return try house.page("template/group", page, request, status: status)
  }
}
