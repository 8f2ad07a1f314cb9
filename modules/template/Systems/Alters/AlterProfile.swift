import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/system/alters/new
  func profileNew(_ request: Request) throws -> Response {
    let account = try request.account().id
    let scope = try house.read { db in try profileScope(account, alter: nil, db) }
    let form = ProfileForm(AccountAlter(id: 0, account: account), groups: [], values: [:])
    return try show(form, scope, place: nil, request)
  }

  /// POST /account/system/alters/new: seen by nobody else until somebody says so.
  func profileCreate(_ request: Request) throws -> Response {
    let account = try request.account().id
    let scope = try house.read { db in try profileScope(account, alter: nil, db) }
    let form = try read(request, AccountAlter(id: 0, account: account), scope)
    guard form.errors.isEmpty else { return try showAgain(form, scope, place: nil, request) }
    let added = try house.write { db -> AccountAlter? in
      guard let new = try AccountAlter.insert(name: form.alter.name, for: account, at: request.now, db) else {
        return nil
      }
      var hidden = form
      hidden.alter = form.alter.hidden(from: new)
      try write(hidden, as: new, scope, db)
      return new
    }
    guard let added else {
      var form = form
      form.errors.refuse(
        "name", "There is room for \(AccountAlter.most) in one system, and this one is full.")
      return try showAgain(form, scope, place: nil, request)
    }
    return try answer(
      form.alter.exposures(since: added), back: "/account/system",
      saying: "Added. \(ShownTo.nobody.sentence)",
      request)
  }

  /// GET /account/system/alters/:id
  func profileEdit(_ request: Request) throws -> Response {
    let alter = try ownAlter(request)
    let (form, scope, place) = try house.read { db in
      let scope = try profileScope(alter.account, alter: alter.id, db)
      let form = ProfileForm(alter, groups: try AlterGroup.ids(of: alter.id, db), values: scope.values)
      return (form, scope, try placing(of: alter, db))
    }
    return try show(form, scope, place: place, saw: form.sight(form, scope).mark, request)
  }

  /// POST /account/system/alters/:id
  func profileSave(_ request: Request) throws -> Response {
    let alter = try ownAlter(request)
    let (scope, place) = try house.read { db in
      (try profileScope(alter.account, alter: alter.id, db), try placing(of: alter, db))
    }
    let form = try read(request, alter, scope)
    guard form.errors.isEmpty else { return try showAgain(form, scope, place: place, request) }
    var hidden = form
    hidden.alter = form.alter.hidden(from: alter)
    try save(hiding: hidden.alter.steps(since: alter), of: alter.account) { db in
      try check(form, of: alter, request, db)
      try write(hidden, as: alter, scope, db)
    }
    return try answer(
      form.alter.exposures(since: alter), back: "/account/system", saying: "Saved.", request)
  }

  /// What somebody else has saved meanwhile is not overwritten unseen.
  private func check(_ form: ProfileForm, of alter: AccountAlter, _ request: Request, _ db: Database) throws {
    guard let now = try AccountAlter.find(alter.id, of: alter.account, db) else { throw Fault.notFound }
    let scope = try profileScope(alter.account, alter: alter.id, db)
    let kept = ProfileForm(now, groups: try AlterGroup.ids(of: alter.id, db), values: scope.values)
    try kept.sight(form, scope).check(
      request.form(), back: request.path, keeping: ["avatar": form.alter.avatar])
  }

  /// The one whom the address names, if it is one's own.
  func ownAlter(_ request: Request) throws -> AccountAlter {
    let (id, account) = (try request.id("id"), try request.account().id)
    guard let alter = try house.read({ db in try AccountAlter.find(id, of: account, db) }) else {
      throw Fault.notFound
    }
    return alter
  }

  private func profileScope(_ account: Int64, alter: Int64?, _ db: Database) throws -> ProfileScope {
    try ProfileScope(account, alter: alter, faces: faces.shipped, db)
  }

  private func placing(of alter: AccountAlter, _ db: Database) throws -> (number: Int, count: Int)? {
    guard alter.archivedAt == nil else { return nil }
    let listing = AlterListing(account: alter.account, onlooker: .owner)
    return (try alter.place(db), try listing.count(db))
  }

  private func read(_ request: Request, _ alter: AccountAlter, _ scope: ProfileScope) throws -> ProfileForm {
    let sent = try request.form()
    var form = try ProfileForm(sent, alter, scope) { text in _ = try house.doors.markdown(text) }
    try form.take({ typed in try picture(&typed, of: alter.account, now: request.now) }, from: sent)
    return form
  }

  /// The mark of the picture that a form leaves.
  func picture(_ typed: inout TypedForm, of account: Int64, now: Moment) throws -> String {
    try typed.picture(
      { upload in try pictures.keep(upload, for: account, at: now) },
      isOwn: { mark in
        try house.read { db in try StoredPicture.find(mark, db)?.account == account }
      })
  }

  private func write(
    _ form: ProfileForm, as alter: AccountAlter, _ scope: ProfileScope, _ db: Database
  ) throws {
    var changed = form.alter
    changed.id = alter.id
    try changed.save(db)
    try AlterGroup.place(alter.id, in: form.groups, db)
    for field in scope.fields { try field.set(form.values[field.id] ?? "", of: alter.id, db) }
  }

  private func showAgain(
    _ form: ProfileForm, _ scope: ProfileScope, place: (number: Int, count: Int)?, _ request: Request
  ) throws -> Response {
    let saw = try request.form()[Sight.field]
    return try show(form, scope, place: place, saw: saw, request, status: .unprocessableContent)
  }

  private func show(
    _ form: ProfileForm, _ scope: ProfileScope, place: (number: Int, count: Int)?, saw: String? = nil,
    _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let isNew = form.alter.id == 0
    let page = ProfilePage(
      form: form, scope: scope, action: "/account/system/alters/\(isNew ? "new" : "\(form.alter.id)")",
      isNew: isNew, place: place, saw: saw)
    return try house.page("template/profile", page.value, request, status: status)
  }
}
