import Foundation
import GRDB
import HTTPTypes
import Kit

extension Systems {
  /// POST /account/front, /account/system/front
  func frontSwitch(_ request: Request, _ place: FrontPlace) throws -> Response {
    let form = try FrontForm(request.form())
    do {
      let isChanged = try make(form, request, place)
      return .seeOther(place.base).flash(.good, isChanged ? "Switched." : "That is how it was already.")
    } catch let refused as Refused {
      return try frontShow(request, place, (form, refused))
    }
  }

  private func make(_ form: FrontForm, _ request: Request, _ place: FrontPlace) throws -> Bool {
    try Switch.check(note: form.note)
    let author = Author(request)
    let zone = try house.read { try Zone.of(place.account, $0) }
    let time = try form.moment(zone, now: request.now)
    var isChanged = false
    try changeFront(of: place.account, by: author) { db in
      if !form.time.isEmpty,
        let sentence = try Switch.refusal(at: time, now: request.now, of: place.account, db)
      {
        throw Refused(field: "at", sentence)
      }
      try FrontSight(place.account, db).check(
        form.change, request.form(), of: place.account, back: place.base, db)
      isChanged = try form.change.make(
        of: place.account, .site, actor: author.account, at: time, note: form.note, db)
    }
    if !isChanged, !form.note.isEmpty {
      throw Refused(field: "note", "That is how it was already, and a note belongs to a switch.")
    }
    return isChanged
  }

  /// POST …/undo: the last switch never happened.
  func frontUndo(_ request: Request, _ place: FrontPlace) throws -> Response {
    var isChanged = false
    try changeFront(of: place.account, by: Author(request), act: "front.undo") { db in
      try FrontSight(place.account, db).checkUndo(request.form(), back: place.base)
      isChanged = try Switch.undo(of: place.account, at: request.now, db)
    }
    return .seeOther(place.base).flash(
      .good, isChanged ? "The last switch is taken back." : "Nothing to undo.")
  }

  /// POST …/status: what a front says of itself, without a switch.
  func frontStatus(_ request: Request, _ place: FrontPlace) throws -> Response {
    let form = try request.form()
    let status = PlainText.line(form["status"])
    if let objection = PlainText.objection(toLine: status, longest: Span.longestStatus) {
      throw Fault.invalid(objection.sentence(about: "A status"))
    }
    try changeFront(of: place.account, by: Author(request), act: "front.status") { db in
      let live = try Span.live(of: place.account, db)
      guard let id = Int64(form["alter"]), let span = live.first(where: { $0.alterId == id }) else {
        throw Fault.notFound
      }
      try Sight.status(span.status).check(form, back: place.base)
      try Span.setStatus(status, of: id, db)
    }
    return .seeOther(place.base).flash(.good, "Saved.")
  }
}

extension Systems {
  /// POST /account/front/together: what several who front look like.
  func frontTogether(_ request: Request) throws -> Response {
    let form = try request.form()
    let isWanted = form["wear"] == "together"
    try change(by: request, act: "front.together", state: { try SiteSystem.current($0).wearing }) { db in
      try SiteSystem.current(db).sight(wearsTogether: isWanted).check(form, back: "/account/front")
      try SiteSystem.wearTogether(isWanted, db)
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
    return .seeOther(LocalPath.checked(form["back"])).flash(.good, scope.sentence)
  }
}

extension Sight {
  /// Of what a front says of itself.
  static func status(_ status: String) -> Sight { Sight([.init("Status", status, field: "status")]) }
}

extension SiteSystem {
  fileprivate var wearing: String { Self.wearing(wearsTogether) }

  /// What the switch between the two shows, beside what is wanted.
  func sight(wearsTogether isWanted: Bool) -> Sight {
    Sight([.init("What several who front wear", wearing, wanted: Self.wearing(isWanted))])
  }

  private static func wearing(_ isTogether: Bool) -> String {
    isTogether ? "the shared face" : "the first one's face"
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
