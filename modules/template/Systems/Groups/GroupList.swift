import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/system/groups
  func groupList(_ request: Request) throws -> Response {
    try show(GroupForm(AlterGroup(id: 0)), request)
  }

  /// POST /account/system/groups: a new one, seen by nobody else.
  func groupCreate(_ request: Request) throws -> Response {
    let account = try request.account().id
    let tree = try house.read { db in GroupTree(try AlterGroup.all(of: account, db)) }
    var form = try GroupForm(request.form(), AlterGroup(id: 0), tree, ownLists(of: account))
    guard form.errors.isEmpty else { return try show(form, request, status: .unprocessableContent) }
    var hidden = form.group
    hidden.shownTo = .nobody
    guard let id = try house.write({ db in try AlterGroup.insert(hidden, for: account, db) }) else {
      form.errors.refuse("name", "There is room for \(AlterGroup.most) groups, and all are taken.")
      return try show(form, request, status: .unprocessableContent)
    }
    let exposure = Exposure(
      .group, id, "The group \(form.group.name)", before: .nobody, after: form.group.shownTo)
    return try answer(
      [exposure], back: "/account/system/groups", saying: "Added. \(hidden.shownTo.sentence)", request)
  }

  private func show(
    _ form: GroupForm, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let account = try request.account().id
    let (tree, sizes) = try house.read { db in
      (GroupTree(try AlterGroup.all(of: account, db)), try AlterGroup.sizes(of: account, db))
    }
    let page: Value = [
      "trail": SystemTrail.value([]), "hasGroups": !tree.roots.isEmpty,
      "branches": GroupBranches(branches: tree.roots, sizes: sizes),
      "form": form.view(tree, try ownLists(of: account)),
      "isRefused": !form.errors.isEmpty, "errors": form.errors, "action": "/account/system/groups",
      "submit": "Add",
    ]
    return try house.page("template/groups", page, request, status: status)
  }
}

/// Groups within groups, as a list of lists.
private struct GroupBranches: Renderable {
  let branches: [GroupTree.Branch]
  let sizes: [Int64: Int]

  var value: Value {
    .list(
      branches.map { branch in
        let group = branch.group, size = sizes[group.id] ?? 0
        return [
          "id": group.id, "name": group.name, "emoji": group.emoji, "sentence": group.shownTo.sentence,
          "size": size == 0 ? "Nobody in it" : "\(size) in it", "href": "/account/system/groups/\(group.id)",
          "people": "/account/system?group=\(group.id)", "hasBranches": !branch.children.isEmpty,
          "branches": GroupBranches(branches: branch.children, sizes: sizes),
        ]
      })
  }
}
