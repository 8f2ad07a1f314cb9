import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET …/front/history/new: somebody fronted, and nobody wrote it down.
  func spanNew(_ request: Request, _ place: FrontPlace) throws -> Response {
    try spanNew(request, place, .empty, alter: request.query["alter"].flatMap { Int64($0) }, nil)
  }

  /// POST …/front/history: enters it, or first asks what becomes of those whom it overlaps.
  func spanEnter(_ request: Request, _ place: FrontPlace) throws -> Response {
    let (form, alter) = (SpanForm(try request.form()), Int64(try request.form()["alter"]))
    guard let alter, let zone = try zone(for: alter, form.clocks, place) else { throw Fault.notFound }
    do {
      return try put(
        alter, form, request, place, action: "\(place.base)/history", hidden: [("alter", "\(alter)")],
        done: "Entered."
      ) { _ in try form.placement(of: alter, of: place.account, zone) }
    } catch let refused as Refused {
      return try spanNew(request, place, form, alter: alter, refused)
    }
  }

  /// nil for somebody of another system.
  private func zone(for alter: Int64, _ clocks: Zone?, _ place: FrontPlace) throws -> Zone? {
    try house.read { db in
      let isOurs = try Bool.fetchOne(
        db, sql: "SELECT 1 FROM template_alter WHERE id = ? AND account_id IS ?",
        arguments: [alter, place.account])
      return isOurs == true ? try clocks ?? Zone.of(place.account, db) : nil
    }
  }

  private func spanNew(
    _ request: Request, _ place: FrontPlace, _ form: SpanForm, alter: Int64?, _ refused: Refused?
  ) throws -> Response {
    let (part, roster, zone) = try house.read { db in
      let part = try RosterPart(place.account, request.query, db)
      let zone = try form.clocks ?? Zone.of(place.account, db)
      return (part, try part.including([alter].compactMap(\.self), db), zone)
    }
    let page: Value = [
      "action": "\(place.base)/history", "trail": place.historyTrail, "refused": refused?.sentence,
      "zone": zone.name, "fields": form.fields(zone, refused, canBeOpen: false),
      "hasAlters": !roster.isEmpty || !part.isEmpty,
      "find": part.finding.value("\(place.base)/history/new"),
      "alters": roster.map { ["id": $0.id, "name": $0.name, "current": $0.id == alter] as Value },
      "altersHref": place.alters,
    ]
    return try house.page(
      "template/span-new", page, request, status: refused == nil ? .ok : .unprocessableContent)
  }

  /// Makes a placement of an alter. Where it overlaps others and nobody said what becomes of them, that is asked first, and
  /// nothing changes.
  func put(
    _ alter: Int64, _ form: SpanForm, _ request: Request, _ place: FrontPlace, action: String,
    hidden: [(String, String)], done: String, _ placing: (Database) throws -> Placement
  ) throws -> Response {
    var (waiting, overlaps): (Placement?, [Span]) = (nil, [])
    let author = Author(request)
    try changeHistory(of: place.account, by: author, target: "alter:\(alter)") { db in
      let placement = try placing(db)
      if let refused = try placement.refusal(now: request.now, db) { throw refused }
      overlaps = try placement.overlaps(db)
      guard overlaps.isEmpty || form.choice != nil else {
        waiting = placement
        return
      }
      try placement.make(form.choice ?? .keep, by: author, db)
    }
    if let waiting {
      return try ask(overlaps, waiting, form, request, place, action: action, hidden: hidden)
    }
    return .seeOther("\(place.base)/history").flash(.good, done)
  }

  private func ask(
    _ overlaps: [Span], _ placement: Placement, _ form: SpanForm, _ request: Request, _ place: FrontPlace,
    action: String, hidden: [(String, String)]
  ) throws -> Response {
    let (alters, zone) = try house.read { db in
      (
        try Alter.named(overlaps.map(\.alterId) + [placement.alter], db),
        try form.clocks ?? Zone.of(place.account, db)
      )
    }
    let shown = overlaps.prefix(50).map { span -> Value in
      [
        "name": alters[span.alterId]?.name ?? "", "from": zone.long(span.startedAt),
        "to": span.endedAt.map(zone.long), "isOwn": span.alterId == placement.alter,
      ]
    }
    let page: Value = [
      "name": alters[placement.alter]?.name ?? "", "from": zone.long(placement.from),
      "to": placement.to.map(zone.long), "overlaps": shown,
      "more": overlaps.count > 50 ? "\(overlaps.count - 50) more" : nil, "action": action,
      "hasOthers": overlaps.contains { $0.alterId != placement.alter }, "cancel": "\(place.base)/history",
      "hidden": (hidden + form.passedOn(zone)).map { ["name": $0.0, "value": $0.1] as Value },
      "trail": place.historyTrail,
    ]
    return try house.page("template/overlap", page, request).with(.cacheControl, "no-store")
  }
}

extension FrontPlace {
  var historyTrail: Value {
    [
      "steps": [
        ["title": "Who is fronting", "href": base] as Value,
        ["title": "History", "href": "\(base)/history"] as Value,
      ]
    ]
  }
}
