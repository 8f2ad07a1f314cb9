import Foundation
import GRDB
import Kit
import Logging
import Templating

/// The face of the site: who fronts, what each alter changes about the pages, and the rendering of them all.
///
/// A request takes its `Appearance` once, at its first use, and keeps it: whatever changes meanwhile, a
/// page is made of one piece.
public struct TemplateModule: Module {
  public static let name = "template"
  public static let title = "Faces"
  public static let summary = "The site's face, which follows who is fronting."
  /// It has none of its own: Components mounts `pages`, which stand in other houses' prefixes.
  public static let prefixes = [
    "/account/alters", "/account/friends", "/account/front", "/account/lists", "/account/notices",
    "/account/showing",
    "/account/system", "/admin/faces", "/alters", "/face", "/pictures", "/systems",
  ]
  public static let isRequired = true

  let house: House
  let stage: Stage
  let system: Fresh<SiteSystem>
  /// What people are to the owner of the site's system.
  let circle: Fresh<Acquaintances>
  let inbox: AltersInbox
  let states: AlterStates
  let pictures: PictureShelf
  let known = KnownSpeakers()

  public init(_ house: House) throws {
    self.house = house
    if house.writesGuarded { try OldPlaces(house).clear() }
    let stage = Stage(house.settings, writes: house.writesGuarded)
    self.stage = stage
    system = Fresh(house.app) { try SiteSystem.current($0) }
    let blocks = house.doors.blocks
    circle = Fresh(house.app) { try Acquaintances.site(blocks, $0) }
    pictures = PictureShelf(house)
    states = AlterStates(folder: house.data.appending(path: "alters"), log: house.log)
    inbox = AltersInbox(
      house, states, houses: { stage.snapshot.files.houses }, hasFace: { stage.snapshot.has($0) }
    ) { before, db in
      let circle = try Acquaintances.site(blocks, db)
      try Announcement(stage: stage, before: (before, circle), after: (.current(db), circle))
        .publish(house.doors, db)
    }
  }

  public var routes: [Route] { [] }
  public var navigation: [NavigationItem] {
    [NavigationItem("Faces", "/admin/faces", icon: "alters", needs: Self.mayManage)]
  }

  /// Following: so that an edit of alters.csv shows within a second on a site that nobody visits.
  public var jobs: [Job] {
    [
      Job("template.follow", .every(seconds: 1)) { _, now in
        try inbox.follow(now: now)
        let generation = stage.snapshot.generation
        stage.follow(now)
        if stage.snapshot.generation != generation { keepFaces() }
      },
      Job("template.tell-friends", .every(seconds: 1)) { _, now in try tellFriends(at: now) },
      Job("template.forget-notices", .every(seconds: 3600)) { _, now in try forgetNotices(at: now) },
      Job("template.pictures", .every(seconds: 3600)) { _, now in try pictures.sweep(now: now) },
    ] + importJobs + faceJobs
  }
}

extension TemplateModule {
  static let maySee = "template.see"
  static let mayFront = "template.front"
  static let mayManage = "template.manage"

  public static let permissions = [
    Permission(maySee, "See who fronts where that is shown to members", .members),
    Permission(mayFront, "Say who is fronting, and see it where it is private", .admins),
    Permission(mayManage, "Edit the site's system: who is in it, and who may see whom", .admins),
  ]
}

extension TemplateModule {
  /// Renders a template for a house with the face of the request. `values` is the context stack, the
  /// shell's data first.
  public func renderAlter(
    _ template: String, _ values: [Value], house: String, request: Request
  ) throws -> [UInt8] {
    let appearance = try appearance(of: request)
    var failures: [TemplateError] = []
    let page = try appearance.snapshot.render(
      template, values, house: house, in: appearance.libraries, noting: &failures)
    if !failures.isEmpty { note(failures, appearance.snapshot, request) }
    return page
  }

  /// The face that this viewer gets, equal to the neutral one when they may see nobody fronting.
  public func face(of request: Request) throws -> Face { try appearance(of: request).face }

  /// What the viewer can choose for themselves, and has chosen.
  public func look(of request: Request) throws -> Value { try appearance(of: request).look }

  /// For a process that answers people: files are followed beside its requests.
  public func watch() {
    stage.watch { now in
      do { try inbox.follow(now: now) } catch { house.log.error("alters.csv: \(Cause(error))") }
    }
  }

  /// Takes up an edit of alters.csv, at once for those who make such edits. Nobody else waits for the file where
  /// a thread watches it: a switch that they may not see is written into it as well.
  func followFile(for request: Request) throws {
    let isTheirs = request.viewer.can(Self.mayFront) || request.viewer.can(Self.mayManage)
    if isTheirs || !stage.isWatched { try inbox.follow(now: request.now, atOnce: true) }
  }

  func appearance(of request: Request) throws -> Appearance {
    if let kept = request.appearance as? Appearance { return kept }
    if !stage.isWatched { followFile(request) }
    let appearance = stage.appearance(
      for: try onlooker(of: request), try wish(of: request), try system.get(for: request), now: request.now)
    request.appearance = appearance
    return appearance
  }

  private func followFile(_ request: Request) {
    do { try inbox.follow(now: request.now) } catch {
      // A page is worth more than an edit that comes later.
      request.report("alters.csv: \(Cause(error))")
    }
  }

  /// `?safe=1` gets those who can mend a face past it, for one page.
  private func wish(of request: Request) throws -> Wish {
    let account = request.viewer.account?.id
    var wish = Wish(try look(account, request))
    wish.isMember = account != nil
    wish.house = String(Substring(request.path.utf8.dropFirst().prefix { $0 != UInt8(ascii: "/") }))
    if let account, wish.look.face == .own {
      wish.own = try house.app.unsafeRead { try ChosenLook.ownFace(account, $0) }
    }
    if request.viewer.can(Self.mayManage), request.query["safe"] == "1" { wish.look.face = .neutral }
    return wish
  }

  /// The account's, or what this browser chose before.
  func look(_ account: Int64?, _ request: Request) throws -> Look {
    let kept = try account.flatMap { account in
      try house.app.unsafeRead { try ChosenLook.of(account, $0) }
    }
    return kept ?? Look(cookie: request.cookies[Look.cookieName])
  }
}
