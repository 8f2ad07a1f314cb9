import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/front, /account/system/front: who fronts, and switching for those who may say so.
  func frontShow(
    _ request: Request, _ place: FrontPlace, _ refused: (form: FrontForm, why: Refused)? = nil
  ) throws -> Response {
    if place.isSite { try followFile(for: request) }
    let page = try house.read { db in
      try FrontPage(request, place, onlooker(of: request, at: place.account, db), refused, db)
    }
    return try house.page(
      "template/front", page.value, request, status: refused == nil ? .ok : .unprocessableContent)
  }

  /// On the front page of the site, until it is answered: may visitors see who fronts?
  package func home(_ request: Request) throws -> HomeSection? {
    guard request.viewer.can(Self.mayManage) else { return nil }
    let system = try system.get()
    guard !system.isShowingAsked, !system.front.fronters.isEmpty else { return nil }
    return HomeSection("template/partials/showing", ShowingQuestion(system.front, back: "/").value)
  }
}

/// The page about the front, as far as this viewer may see it.
private struct FrontPage: Renderable {
  let place: FrontPlace
  let onlooker: Onlooker
  let canSwitch: Bool
  let canUndo: Bool
  let front: Front
  /// Since when each fronter has been fronting without a gap.
  let since: [Int64: Moment]
  /// Those to choose from: whoever fronts or was ticked, and a part of the others.
  let roster: [Alter]
  let part: RosterPart?
  let site: SiteQuestions?
  let zone: Zone
  /// The mark of what stands here about the front.
  let saw: String
  let refused: (form: FrontForm, why: Refused)?
  let mentions: Mentions
  let now: Moment

  init(
    _ request: Request, _ place: FrontPlace, _ onlooker: Onlooker,
    _ refused: (form: FrontForm, why: Refused)?, _ db: Database
  ) throws {
    let account = place.account
    (self.place, self.refused, now) = (place, refused, request.now)
    self.onlooker = onlooker
    canSwitch = !place.isSite || request.viewer.can(Systems.mayFront)
    let front = try Front.current(of: account, db)
    self.front = front
    mentions = try Mentions(in: front.fronters.map(\.status), of: account, for: onlooker, db)
    since = try front.fronters.reduce(into: [:]) { since, fronter in
      since[fronter.alter.id] = try Span.unbroken(since: fronter.since, fronter.alter.id, of: account, db)
    }
    part = canSwitch ? try RosterPart(account, request.query, db) : nil
    let named = front.fronters.map(\.alter.id) + Array(refused?.form.ticked ?? [])
    roster = try part?.including(named, db) ?? []
    canUndo = canSwitch ? try Switch.canUndo(of: account, db) : false
    zone = try Zone.of(account, db)
    saw = try FrontSight(account, db).mark
    site = place.isSite ? try SiteQuestions(request, db) : nil
  }

  var value: Value {
    let shown = front.seen(by: onlooker).map(\.id)
    let seen = front.fronters.filter { shown.contains($0.alter.id) }
    return [
      "saw": canSwitch ? saw : nil, "zone": clocks.name, "base": place.base, "isSite": place.isSite,
      "altersHref": place.alters, "fronters": seen.map(view),
      "hasFronters": !seen.isEmpty, "canSwitch": canSwitch, "canUndo": canUndo,
      "alters": roster.map(choice), "hasAlters": !roster.isEmpty || part?.isEmpty == false,
      "find": part?.finding.value(place.base), "replacing": replacing,
      "whenField": whenField, "noteField": noteField, "refused": refused?.why.sentence,
      "showing": site?.showing, "together": site?.together,
    ]
  }

  private func view(_ fronter: Front.Fronter) -> Value {
    let alter = fronter.alter
    return [
      "id": alter.id, "speaker": alter, "since": (since[alter.id] ?? fronter.since).view(from: now),
      "status": fronter.status, "statusWords": mentions.view(fronter.status),
      "saw": Sight.status(fronter.status).mark, "isStatus": !alter.isPerson,
      "sentence": canSwitch ? alter.shownTo.and(alter.frontShownTo).sentence : nil, "canSwitch": canSwitch,
      "canMove": canSwitch && fronter != front.fronters.first,
    ]
  }

  private func choice(_ alter: Alter) -> Value {
    let isFronting = front.fronters.contains { $0.alter.id == alter.id }
    return [
      "id": alter.id, "speaker": alter, "isFronting": isFronting,
      "isTicked": refused?.form.ticked.contains(alter.id) ?? isFronting,
    ]
  }

  /// Somebody for one who fronts, where there is anybody to choose.
  private var replacing: Value? {
    let fronting = Set(front.fronters.map(\.alter.id))
    let others = roster.filter { !fronting.contains($0.id) }
    guard !fronting.isEmpty, !others.isEmpty else { return nil }
    return ["leaving": front.fronters.map { Self.option($0.alter) }, "coming": others.map(Self.option)]
  }

  private static func option(_ alter: Alter) -> Value { ["id": alter.id, "name": alter.name] }

  /// What was typed is read by those that it was typed by.
  private var clocks: Zone { refused?.form.clocks ?? zone }

  private var whenField: Value {
    [
      "name": "at", "label": "When, if not now", "type": "datetime-local", "value": refused?.form.time ?? "",
      "hint": "By the clocks of \(clocks.words).", "error": error("at"), "required": false,
      "autocomplete": "off",
    ]
  }

  private var noteField: Value {
    [
      "name": "note", "label": "A note about this switch", "type": "text", "value": refused?.form.note ?? "",
      "hint": "Stays with it in the history. Only you see it.", "error": error("note"), "required": false,
      "autocomplete": "off",
    ]
  }

  private func error(_ field: String) -> String? {
    refused.flatMap { $0.why.field == field ? $0.why.sentence : nil }
  }
}

/// What only the site's own front has to ask.
private struct SiteQuestions {
  var showing: ShowingQuestion?
  var together: Value?

  init(_ request: Request, _ db: Database) throws {
    guard request.viewer.can(Systems.mayManage) else { return }
    let system = try SiteSystem.current(db)
    if !system.isShowingAsked, !system.front.fronters.isEmpty {
      showing = ShowingQuestion(system.front, back: request.path)
    }
    together = [
      "wears": system.wearsTogether, "next": system.wearsTogether ? "first" : "together",
      "saw": system.sight(wearsTogether: !system.wearsTogether).mark,
    ]
  }
}

/// Asked once: everything is private until somebody says otherwise.
struct ShowingQuestion: Renderable {
  let names: String
  let back: String

  init(_ front: Front, back: String) {
    names = front.fronters.map(\.alter.name).joined(separator: ", ")
    self.back = back
  }

  var value: Value { ["names": names, "back": back] }
}
