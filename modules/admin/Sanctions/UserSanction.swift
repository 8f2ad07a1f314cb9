import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// POST /admin/users/:id/suspend and /silence, with a reason and maybe a last day
  func sanctionPut(_ kind: Sanction.Kind, _ request: Request) throws -> Response {
    let form = try request.form()
    var check = FormCheck()
    let reason = try check.take(kind.reasonField) { try Remark(form[kind.reasonField]) }
    let until = try check.take(kind.untilField) { try EndDate.read(form[kind.untilField], now: request.now) }
    guard check.isGood, let reason, let until else {
      return try userPage(request, check, status: .unprocessableContent)
    }
    let user = try house.write { db in
      let user = try userToDiscipline(request, db)
      try sight(of: kind, on: user, request, db, wanting: Sanction.words(until, reason.text)).check(
        form, back: user.href)
      try impose(kind, on: user, for: reason, until: until, request, db)
      return user
    }
    return .seeOther(user.href).flash(.good, "\(user.name) is \(kind.rawValue) \(Sanction.end(until)).")
  }

  /// POST /admin/users/:id/unsuspend and /unsilence
  func sanctionLift(_ kind: Sanction.Kind, _ request: Request) throws -> Response {
    let user = try house.write { db in
      let user = try userToDiscipline(request, db)
      try sight(of: kind, on: user, request, db, wanting: Sanction.nothing).check(
        request.form(), back: user.href)
      _ = try lift(kind, from: user, now: request.now, db) {
        AuditEntry($0, user.target, before: $1, by: request)
      }
      return user
    }
    return .seeOther(user.href).flash(.good, "\(user.name) is not \(kind.rawValue) any more.")
  }

  /// POST /admin/users/:id/notes
  func noteWrite(_ request: Request) throws -> Response {
    let author = try request.account()
    var check = FormCheck()
    let text = try check.take("note") {
      try Remark(
        request.form()["note"], longest: Remark.longestNote, missing: "There is nothing to keep yet.")
    }
    guard let text else { return try userPage(request, check, status: .unprocessableContent) }
    let user = try house.write { db in
      let user = try userAsked(request, db)
      let note = try StaffNote.write(text, about: user.id, by: author.id, now: request.now, db)
      try auditLog.append(AuditEntry("user.note", user.target, after: "note:\(note)", by: request), db)
      return user
    }
    return .seeOther("\(user.href)#notes").flash(.good, "The note is kept.")
  }

  private func impose(
    _ kind: Sanction.Kind, on user: User, for reason: Remark, until: Moment?, _ request: Request,
    _ db: Database
  ) throws {
    let before = try Sanction.current(kind, of: user.id, now: request.now, db)
    try Sanction.put(
      kind, on: user.id, for: reason, until: until, by: request.account().id, now: request.now, db)
    let after = try Sanction.current(kind, of: user.id, now: request.now, db)
    try auditLog.append(
      AuditEntry("user.\(kind.verb)", user.target, before: before?.words, after: after?.words, by: request),
      db)
    if kind == .suspended {
      _ = try endSessions(of: user.id, now: request.now, db)
      try User.changeLock(of: user.id, db)
    }
    try tellRights(of: user.id, now: request.now, db)
  }

  /// What holds, beside what is wanted.
  private func sight(
    of kind: Sanction.Kind, on user: User, _ request: Request, _ db: Database, wanting wanted: String
  ) throws -> Sight {
    try kind.sight(Sanction.current(kind, of: user.id, now: request.now, db), wanting: wanted)
  }

  /// Throws `Fault` 403 with a sentence for oneself and for those of one's own rank or above.
  func userToDiscipline(_ request: Request, _ db: Database) throws -> User {
    let user = try userAsked(request, db)
    guard user.id != request.viewer.account?.id else {
      throw Fault(.forbidden, "This is your own account. Somebody else has to do this.")
    }
    guard try Rank(request.viewer, db).mayDiscipline(user) else {
      throw Fault(.forbidden, "\(user.name) has a role like yours or above it, so this is not yours to do.")
    }
    return user
  }

  /// What a user's page shows about sanctions.
  func standing(
    of user: User, _ rank: Rank, _ request: Request, _ check: FormCheck, _ db: Database
  ) throws -> Value {
    let typed = request.method == .post ? try request.form() : nil
    let forms = try Sanction.Kind.allCases.map { kind in
      SanctionForm(
        kind: kind, user: user, current: try Sanction.current(kind, of: user.id, now: request.now, db),
        typed: typed, check: check, now: request.now)
    }
    return [
      "mayDiscipline": rank.mayDiscipline(user), "sanctions": forms,
      "mayActAs": request.viewer.can("admin.act-as") && rank.mayActAs(user),
      "removal": try TraceRemoval.find(user.id, db)?.view(request.now),
      "notes": try StaffNote.list(of: user.id, db).map { $0.view(request.now) },
      "noteText": typed?["note"], "noteError": check["note"], "noteMost": Remark.longestNote,
    ]
  }
}

extension Sanction.Kind {
  /// `suspend`, `silence`
  var verb: String {
    switch self {
    case .suspended: "suspend"
    case .silenced: "silence"
    }
  }

  fileprivate func sight(_ current: Sanction?, wanting wanted: String = "") -> Sight {
    Sight([.init(title, current?.words ?? Sanction.nothing, wanted: wanted)])
  }

  fileprivate var title: String { verb.prefix(1).uppercased() + verb.dropFirst() }

  fileprivate var duty: String {
    switch self {
    case .suspended: "Can't sign in; every session ends at once."
    case .silenced: "Can read everything and write nowhere."
    }
  }

  fileprivate var reasonField: String { "\(verb)-reason" }
  fileprivate var untilField: String { "\(verb)-until" }
}

/// One kind of sanction on a user's page: what holds, or the form that imposes it.
private struct SanctionForm: Renderable {
  let kind: Sanction.Kind
  let user: User
  let current: Sanction?
  let typed: Form?
  let check: FormCheck
  let now: Moment

  var value: Value {
    [
      "verb": kind.verb, "title": kind.title, "word": kind.rawValue, "name": user.name,
      "duty": kind.duty, "action": "\(user.href)/\(kind.verb)", "undo": "\(user.href)/un\(kind.verb)",
      "current": current?.view(now), "fields": fields, "saw": saw,
    ]
  }

  /// Of what the form showed at first.
  private var saw: String {
    if let typed, typed.has(kind.reasonField) { return typed[Sight.field] }
    return kind.sight(current).mark
  }

  private var fields: [FieldView] {
    [
      FieldView(
        name: kind.reasonField, label: "Reason", typed: typed?[kind.reasonField],
        hint: "\(user.name) will read it.", autocomplete: "off", error: check[kind.reasonField]),
      FieldView(
        name: kind.untilField, label: "Last day", type: "date", typed: typed?[kind.untilField],
        hint: "Empty: until somebody lifts it.", isRequired: false, error: check[kind.untilField]),
    ]
  }
}

extension Sanction {
  fileprivate func view(_ now: Moment) -> Value {
    ["reason": reason, "by": author, "since": at.view(from: now), "until": Self.end(until)]
  }
}

extension StaffNote {
  fileprivate func view(_ now: Moment) -> Value {
    ["text": text, "author": author ?? "somebody who left", "time": at.view(from: now)]
  }
}
