import GRDB
import Kit

extension TemplateModule {
  /// POST /account/front: `alone`, `add` or `remove` one, `op=set` those that are ticked, `op=nobody`.
  func frontSwitch(_ request: Request) throws -> Response {
    let wish = try FrontWish(request.form())
    var isChanged = false
    try change(by: request) { db in
      isChanged = try Switch.set(
        try wish.fronters(db), .site, actor: request.viewer.account?.id, at: request.now, db)
    }
    return .seeOther("/account/front").flash(.good, isChanged ? "Switched." : "That is how it was already.")
  }

  /// POST /account/front/undo: the last switch never happened.
  func frontUndo(_ request: Request) throws -> Response {
    var isChanged = false
    try change(by: request, act: "front.undo") { db in isChanged = try Switch.undo(at: request.now, db) }
    return .seeOther("/account/front").flash(
      .good, isChanged ? "The last switch is taken back." : "Nothing to undo.")
  }

  /// POST /account/front/together: what several who front look like.
  func frontTogether(_ request: Request) throws -> Response {
    let isWanted = try request.form()["wear"] == "together"
    try change(by: request, act: "front.together", state: { try SiteSystem.current($0).wearing }) {
      try SiteSystem.wearTogether(isWanted, $0)
    }
    let sentence = isWanted ? "Several of you wear the shared face." : "The first of you gives the face."
    return .seeOther("/account/front").flash(.good, sentence)
  }

  /// POST /account/front/showing: the answer to whether visitors may see who fronts.
  func frontShowing(_ request: Request) throws -> Response {
    let form = try request.form()
    guard let scope = Showing(rawValue: form["show"]) else {
      throw Fault.badRequest("Choose one of the answers.")
    }
    try change(by: request, act: "front.showing", state: Alter.rosterRecord) { db in
      try scope.apply(db)
      try SiteSystem.answerShowing(db)
    }
    return .seeOther(Self.back(form["back"])).flash(.good, scope.sentence)
  }

  /// A change of the system by a person: with its place in the audit log, if it changed what `state` says,
  /// and told to open pages.
  func change(
    by request: Request, act: String = "front.switch", target: String = "template:front",
    state: (Database) throws -> String = { try Front.current($0).ids }, _ change: (Database) throws -> Void
  ) throws {
    try inbox.change(at: request.now) { db in
      let before = try state(db)
      try change(db)
      let after = try state(db)
      guard before != after else { return }
      try house.doors.audit(AuditEntry(act, target, before: before, after: after, by: request), db)
    }
  }
}

extension SiteSystem {
  fileprivate var wearing: String { wearsTogether ? "the shared face" : "the first one's face" }
}

/// Who is to front, as a form says it.
private struct FrontWish {
  enum Act { case set([Int64]), add(Int64), remove(Int64) }
  let act: Act

  init(_ form: Form) throws {
    if form["op"] == "nobody" {
      act = .set([])
    } else if form["op"] == "set" {
      act = .set(form.all("alter").compactMap { Int64($0) })
    } else if let id = Int64(form["alone"]) {
      act = .set([id])
    } else if let id = Int64(form["add"]) {
      act = .add(id)
    } else if let id = Int64(form["remove"]) {
      act = .remove(id)
    } else {
      throw Fault.badRequest("Choose who is fronting.")
    }
  }

  func fronters(_ db: Database) throws -> [Switch.Fronter] {
    let live = try Span.live(db).map(\.alterId)
    let wanted = wanted(live)
    let known = Set(try Alter.roster(db).map(\.id))
    guard known.isSuperset(of: wanted) else { throw Fault.notFound }
    return wanted.map { Switch.Fronter(alter: $0) }
  }

  private func wanted(_ live: [Int64]) -> [Int64] {
    switch act {
    case .set(let ids): ids.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    case .add(let id): live.contains(id) ? live : live + [id]
    case .remove(let id): live.filter { $0 != id }
    }
  }
}

/// The answer to "show this face to visitors?".
private enum Showing: String {
  case front, all, none

  var sentence: String {
    switch self {
    case .front: "Visitors see who is fronting now. Everybody else stays private."
    case .all: "Visitors see whoever fronts."
    case .none: "Only you see who fronts. You can change that for each of you."
    }
  }

  func apply(_ db: Database) throws {
    let ids =
      switch self {
      case .front: try Span.live(db).map(\.alterId)
      case .all: try Alter.roster(db).map(\.id)
      case .none: [Int64]()
      }
    for id in ids { try Alter.show(id, db) }
  }
}
