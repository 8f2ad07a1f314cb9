import Foundation
import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// POST /account/lists: a new one, with nobody on it.
  func listCreate(_ request: Request) throws -> Response {
    let account = try request.account().id
    let name = try Self.listName(request.form())
    let id = try house.write { db in
      guard try PeopleList.list(of: account, db).count < PeopleList.most else {
        throw Fault.invalid("There is room for \(PeopleList.most) lists.")
      }
      return try PeopleList.insert(name, of: account, db)
    }
    guard let id else { throw Fault.invalid("You have a list of that name already.") }
    return .seeOther("/account/lists/\(id)")
  }

  /// GET /account/lists/:id
  func listEdit(_ request: Request) throws -> Response {
    let (list, account) = try ownList(request)
    return try showList(list, account, request)
  }

  /// POST /account/lists/:id: another name, other people. Whoever comes onto a list that something is shown
  /// to sees it from then on: that waits until somebody agrees.
  func listSave(_ request: Request) throws -> Response {
    let (list, account) = try ownList(request)
    let form = try request.form()
    let name = try Self.listName(form)
    let wanted = Set(form.all("friend").compactMap { Int64($0) })
    let (old, isShown) = try house.read { db in
      (try PeopleList.people(on: list.id, db), try list.isShownAnything(db))
    }
    let new = wanted.subtracting(old)
    let waits = isShown && !new.isEmpty && form["agreed"] != new.json
    try relate { db in
      try sight(list.id, account, wanting: wanted, db).check(form, back: request.path)
      guard try list.rename(name, of: account, db) else {
        throw Fault.invalid("You have a list of that name already.")
      }
      try list.setPeople(waits ? wanted.intersection(old) : wanted, of: account, db)
    }
    guard waits else { return .seeOther("/account/friends#lists").flash(.good, "Saved.") }
    return try agreement(list, account, new, form, request)
  }

  /// POST /account/lists/:id/remove
  func listRemove(_ request: Request) throws -> Response {
    let (list, _) = try ownList(request)
    try relate { try list.remove($0) }
    return .seeOther("/account/friends#lists").flash(
      .good, "The list is gone. What was shown to it alone is private now.")
  }

  private func agreement(
    _ list: PeopleList, _ account: Int64, _ new: Set<Int64>, _ form: Form, _ request: Request
  ) throws -> Response {
    let friends = try house.read { try Friend.list(of: account, $0) }.filter { new.contains($0.id) }
    // Whoever was taken off it is off it already.
    let saw = try house.read { try sight(list.id, account, wanting: new, $0).mark }
    let hidden =
      form.passedOn.filter { !["agreed", Sight.field].contains($0.name) }
      + [("agreed", new.json), (Sight.field, saw)]
    let page: Value = [
      "action": request.path,
      "sentences": friends.map { ["text": "\($0.name): all that you show to “\(list.name)”."] as Value },
      "hidden": hidden.map { ["name": $0.name, "value": $0.value] as Value },
    ]
    return try house.page("template/agreement", page, request).with(.cacheControl, "no-store")
  }

  /// What the form about a list shows, beside whom it was sent with.
  private func sight(_ list: Int64, _ account: Int64, wanting: Set<Int64>, _ db: Database) throws -> Sight {
    guard let list = try PeopleList.find(list, of: account, db) else { throw Fault.notFound }
    let people = try PeopleList.people(on: list.id, db)
    let friends = try Friend.list(of: account, db)
    let named = { (ids: Set<Int64>) -> String in
      let names = friends.filter { ids.contains($0.id) }.map(\.name)
      return names.isEmpty ? "Nobody" : names.joined(separator: ", ")
    }
    return Sight([
      .init("Name of the list", list.name, field: "title"),
      .init("Who is on it", named(people), wanted: named(wanting)),
    ])
  }

  private func ownList(_ request: Request) throws -> (list: PeopleList, account: Int64) {
    let (account, id) = (try request.account().id, try request.id("id"))
    guard let list = try house.read({ try PeopleList.find(id, of: account, $0) }) else {
      throw Fault.notFound
    }
    return (list, account)
  }

  private static func listName(_ form: Form) throws -> String {
    let name = PlainText.line(form["title"])
    guard !name.isEmpty else { throw Fault.invalid("A list needs a name.") }
    if let objection = PlainText.objection(toLine: name, longest: PeopleList.longest) {
      throw Fault.invalid(objection.sentence(about: "A list's name"))
    }
    return name
  }

  private func showList(_ list: PeopleList, _ account: Int64, _ request: Request) throws -> Response {
    let (friends, people, saw) = try house.read { db in
      (
        try Friend.list(of: account, db), try PeopleList.people(on: list.id, db),
        try sight(list.id, account, wanting: [], db).mark
      )
    }
    let page: Value = [
      "saw": saw,
      "action": request.path, "title": list.name,
      "trail": ["steps": [["title": "Friends and lists", "href": "/account/friends"] as Value]] as Value,
      "field": [
        "name": "title", "label": "Name of the list", "type": "text", "value": list.name, "hint": Value.null,
        "required": true, "autocomplete": "off", "error": Value.null,
      ] as Value,
      "friends": friends.map { ["id": $0.id, "name": $0.name, "checked": people.contains($0.id)] as Value },
      "hasFriends": !friends.isEmpty,
    ]
    return try house.page("template/list", page, request)
  }
}
