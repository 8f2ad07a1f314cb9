import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account/sessions
  func sessionList(_ request: Request) throws -> Response {
    let account = try request.account()
    let sessions = try house.read { db in try Session.list(of: account.id, now: request.now, db) }
    let page: Value = [
      "sessions": sessions.map { $0.view(request) }, "hasOthers": sessions.count > 1,
    ]
    return try house.page("admin/sessions", page, request)
  }

  /// POST /account/sessions/:id/end
  func sessionEnd(_ request: Request) throws -> Response {
    let (account, id) = (try request.account(), try request.id("id"))
    let ended = try house.write { db in
      let ended = try Session.end(id, of: account.id, db)
      try tellEnded(ended, now: request.now, db)
      return ended
    }
    guard !ended.isEmpty else { throw Fault.notFound }
    return id == request.viewer.session
      ? signedOut() : .seeOther("/account/sessions").flash(.good, "That browser is signed out.")
  }

  /// POST /account/sessions/end-others
  func sessionsEndOthers(_ request: Request) throws -> Response {
    try endSessions(request, but: request.viewer.session)
    return .seeOther("/account/sessions").flash(.good, "Everywhere else you are signed out.")
  }

  /// POST /account/sessions/end-all
  func sessionsEndAll(_ request: Request) throws -> Response {
    try endSessions(request, but: nil)
    return signedOut()
  }

  private func endSessions(_ request: Request, but session: Int64?) throws {
    let account = try request.account()
    _ = try house.write { db in
      try signOut(
        account.id, but: session, in: authentication.device(request), now: request.now, db)
    }
  }

  /// A browser that is signed out keeps neither its cookie nor anything of the pages it was shown: nothing comes
  /// back by the button for it, or for whoever sits there next.
  func signedOut(_ sentence: String = "You are signed out.") -> Response {
    .seeOther("/").setting(authentication.noCookie).flash(.left, sentence)
      .with(.clearSiteData, #""cache", "storage""#)
  }

  /// GET /sign-out/clear: fetched by the page after signing out. Browsers keep the page before whole for their button
  /// back when they leave it, which is after the answer that signed out.
  func signOutClear(_ request: Request) -> Response {
    let isOwn = request.header(.secFetchSite).map { $0 == "same-origin" } ?? true
    let answer = Response.text("").with(.cacheControl, "no-store")
    return isOwn ? answer.with(.clearSiteData, #""cache""#) : answer
  }
}

extension Session {
  fileprivate func view(_ request: Request) -> Value {
    [
      "id": String(id), "device": Device.name(agent), "address": Address.shortened(address) ?? "unknown",
      "begun": createdAt.view(from: request.now), "seen": seenAt.view(from: request.now),
      "isCurrent": id == request.viewer.session,
    ]
  }
}
