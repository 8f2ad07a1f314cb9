import GRDB
import Kit
import Templating

/// What becomes of an alter: another place, away, back, gone.
extension Systems {
  /// POST /account/system/alters/:id/move: to a place by its number, or a step `up` or `down`.
  func profileMove(_ request: Request) throws -> Response {
    let alter = try ownAlter(request)
    let form = try request.form()
    try house.write { db in
      let place = try alter.place(db)
      switch form["to"] {
      case "up": try alter.move(to: place - 1, db)
      case "down": try alter.move(to: place + 1, db)
      case let number:
        guard let number = Int(number), number > 0 else {
          throw Fault.invalid("A place is a number: 1 is the first.")
        }
        try alter.move(to: number, db)
      }
    }
    return .seeOther(
      form.has("back") ? LocalPath.checked(form["back"]) : "/account/system/alters/\(alter.id)"
    )
    .flash(.good, "Moved.")
  }

  /// POST /account/system/alters/:id/archive
  func profileArchive(_ request: Request) throws -> Response {
    let alter = try ownAlter(request)
    try take(away: alter) { db in try alter.archive(at: request.now, db) }
    return .seeOther("/account/system").flash(
      .good, "Archived: seen by nobody but you, and back whenever you like.")
  }

  /// POST /account/system/alters/:id/restore
  func profileRestore(_ request: Request) throws -> Response {
    let alter = try ownAlter(request)
    try house.write { db in try alter.restore(db) }
    return .seeOther("/account/system").flash(.good, "Brought back.")
  }

  /// GET /account/system/alters/:id/delete
  func profileDeleteAsk(_ request: Request) throws -> Response {
    let alter = try ownAlter(request)
    let question = Question(
      title: "Delete \(alter.name) for good?",
      sentences: [
        "What is said of \(alter.name), and when they fronted, is gone at once and can’t be brought back.",
        "What they wrote stays as it is, with the name that it was written under.",
        "If you only want them out of sight, archive them instead: that can be undone.",
      ], action: request.path, answer: "Delete for good", back: "/account/system/alters/\(alter.id)")
    return try house.page("template/question", question.value, request)
  }

  /// POST /account/system/alters/:id/delete
  func profileDelete(_ request: Request) throws -> Response {
    let alter = try ownAlter(request)
    try take(away: alter) { db in try alter.delete(db) }
    return .seeOther("/account/system").flash(.good, "Deleted.")
  }

  /// Open pages forget them, and follow where they fronted.
  private func take(away alter: AccountAlter, _ change: (Database) throws -> Void) throws {
    try save(hiding: [(alter.shownTo, .nobody)], of: alter.account) { db in
      let before = try Front.current(of: alter.account, db)
      try change(db)
      guard try Front.current(of: alter.account, db) != before else { return }
      try house.doors.publish(Event("front", to: .account(alter.account)), db)
    }
  }
}

/// Asked before something goes that can't be brought back.
struct Question: Renderable {
  let title: String
  let sentences: [String]
  let action: String
  let answer: String
  let back: String

  var value: Value {
    [
      "title": title, "sentences": sentences.map { ["text": $0] as Value }, "action": action,
      "answer": answer, "back": back, "trail": SystemTrail.value([]),
    ]
  }
}
