import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account/invites
  func inviteList(_ request: Request) throws -> Response { try invitePage(request, FormCheck()) }

  /// POST /account/invites: the link is shown once.
  func inviteMake(_ request: Request) throws -> Response {
    let account = try request.account()
    guard try house.site.get().signUpMode == .invite else { throw Fault.notFound }
    var check = FormCheck()
    let token = try check.take("invites") {
      try house.write { db in try Invite.make(by: account.id, now: request.now, db) }
    }
    let link = token.map { "\(house.settings.baseURL)/sign-up/\($0)" }
    return try invitePage(
      request, check, link: link, status: link == nil ? .unprocessableContent : .created)
  }

  /// POST /account/invites/:id/withdraw
  func inviteWithdraw(_ request: Request) throws -> Response {
    let account = try request.account()
    let id = try request.id("id")
    guard try house.write({ db in try Invite.withdraw(id, of: account.id, db) }) else { throw Fault.notFound }
    return .seeOther("/account/invites").flash(.good, "Withdrawn: that link opens nothing any more.")
  }

  private func invitePage(
    _ request: Request, _ check: FormCheck, link: String? = nil, status: Response.Status = .ok
  ) throws -> Response {
    let account = try request.account()
    guard try house.site.get().signUpMode == .invite else { throw Fault.notFound }
    let invites = try house.read { db in try Invite.list(of: account.id, now: request.now, db) }
    let page: Value = [
      "errors": check, "link": link, "invites": invites.map { $0.view(request.now) },
      "hasInvites": !invites.isEmpty,
    ]
    return try house.page("admin/invites", page, request, status: status).with(.cacheControl, "no-store")
  }
}

extension Invite {
  fileprivate func view(_ now: Moment) -> Value {
    [
      "id": String(id), "made": createdAt.view(from: now), "until": expiresAt.day, "guest": guest,
    ]
  }
}
