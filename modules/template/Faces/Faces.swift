import GRDB
import Kit
import Logging
import Templating

/// The faces of the site: what they are made of, which one a request gets, and their editor.
///
/// A request takes its `Appearance` once, at its first use, and keeps it: whatever changes meanwhile, a
/// page is made of one piece.
package struct Faces: Sendable {
  let house: House
  package let stage: Stage
  let front: any FrontSource

  package init(_ house: House, _ stage: Stage, following front: any FrontSource) {
    (self.house, self.stage, self.front) = (house, stage, front)
  }

  package var pages: [Route] {
    [
      .post("/account/front/house", .needs(front.managing), faceOfHouse),
      .get("/admin/faces", .needs(front.managing), faceList),
      .post("/admin/faces/:face/open", .needs(front.managing), faceOpen),
      .get("/face", .everyone, faceShow),
      .post("/face", .everyone, faceChoose),
    ] + editorPages
  }

  package var jobs: [Job] { faceJobs }

  /// Takes up what has changed on disk, and keeps what came of it.
  package func follow(_ now: Moment) {
    let generation = stage.snapshot.generation
    stage.follow(now)
    if stage.snapshot.generation != generation { keepFaces() }
  }
}

extension Faces {
  /// Renders a template for a house with the face of the request. `values` is the context stack, the
  /// shell's data first.
  package func renderAlter(
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
  package func face(of request: Request) throws -> Face { try appearance(of: request).face }

  /// What the viewer can choose for themselves, and has chosen.
  package func look(of request: Request) throws -> Value { try appearance(of: request).look }

  func appearance(of request: Request) throws -> Appearance {
    if let kept = request.appearance as? Appearance { return kept }
    if !stage.isWatched { front.follow(request) }
    let appearance = stage.appearance(
      for: try front.cast(for: request), try wish(of: request), now: request.now)
    request.appearance = appearance
    return appearance
  }

  /// `?safe=1` gets those who can mend a face past it, for one page.
  private func wish(of request: Request) throws -> Wish {
    let account = request.viewer.account?.id
    var wish = Wish(try look(account, request))
    wish.isMember = account != nil
    wish.house = String(Substring(request.path.utf8.dropFirst().prefix { $0 != UInt8(ascii: "/") }))
    if let account, wish.look.face == .own {
      wish.own = try house.app.unsafeRead { try front.ownFace(of: account, $0) }
    }
    if request.viewer.can(front.managing), request.query["safe"] == "1" { wish.look.face = .neutral }
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
