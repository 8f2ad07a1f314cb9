import GRDB
import Kit
import Templating

extension TemplateModule {
  /// GET /account/front: who fronts, and switching for those who may say so.
  func frontShow(_ request: Request) throws -> Response {
    try inbox.follow(now: request.now, atOnce: true)
    let onlooker = try onlooker(of: request)
    let page = try house.app.read { try FrontPage(request, onlooker, $0) }
    return try house.page("template/front", page.value, request)
  }

  /// On the front page of the site, until it is answered: may visitors see who fronts?
  public func home(_ request: Request) throws -> HomeSection? {
    guard request.viewer.can(Self.mayManage) else { return nil }
    let system = try system.get()
    guard !system.isShowingAsked, !system.front.fronters.isEmpty else { return nil }
    return HomeSection("template/partials/showing", ShowingQuestion(system.front, back: "/").value)
  }
}

/// The page about the front, as far as this viewer may see it.
private struct FrontPage: Renderable {
  let onlooker: Onlooker
  let canSwitch: Bool
  let canManage: Bool
  let system: SiteSystem
  let roster: [Alter]
  let canUndo: Bool
  let showing: ShowingQuestion?
  let now: Moment

  init(_ request: Request, _ onlooker: Onlooker, _ db: Database) throws {
    self.onlooker = onlooker
    canSwitch = request.viewer.can(TemplateModule.mayFront)
    system = try SiteSystem.current(db)
    roster = canSwitch ? try Alter.roster(db) : []
    canUndo = canSwitch ? try Switch.canUndo(db) : false
    canManage = request.viewer.can(TemplateModule.mayManage)
    let isAsking = canManage && !system.isShowingAsked
    showing =
      isAsking && !system.front.fronters.isEmpty ? ShowingQuestion(system.front, back: request.path) : nil
    now = request.now
  }

  var value: Value {
    let seen = system.front.fronters.filter { onlooker.seesFront(of: $0.alter) }
    return [
      "fronters": seen.map(view), "hasFronters": !seen.isEmpty, "canSwitch": canSwitch, "canUndo": canUndo,
      "alters": roster.map(choice), "hasAlters": !roster.isEmpty, "showing": showing,
      "together": canManage ? togetherChoice : nil,
    ]
  }

  private var togetherChoice: Value {
    ["wears": system.wearsTogether, "next": system.wearsTogether ? "first" : "together"]
  }

  private func view(_ fronter: Front.Fronter) -> Value {
    [
      "speaker": fronter.alter, "since": fronter.since.view(from: now), "status": fronter.status,
      "sentence": canSwitch ? fronter.alter.shownTo.and(fronter.alter.frontShownTo).sentence : nil,
    ]
  }

  private func choice(_ alter: Alter) -> Value {
    let isFronting = system.front.fronters.contains { $0.alter.id == alter.id }
    return ["id": alter.id, "speaker": alter, "isFronting": isFronting]
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
