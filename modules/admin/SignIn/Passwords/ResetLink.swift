import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// POST /admin/users/:id/reset-link: an admin makes the link, the person chooses the password.
  func resetLinkMake(_ request: Request) throws -> Response {
    let (user, token) = try house.write { db in
      guard let user = try User.find(request.id("id"), db),
        try AccountDeletion.find(of: user.id, db)?.isGone != true
      else { throw Fault.notFound }
      guard try Rank(request.viewer, db).mayChange(user) else { throw Fault.forbidden }
      let token = try OneTimeLink.make(
        .reset, for: user.id, by: request.account().id, hours: 24, now: request.now, db)
      try auditLog.append(AuditEntry("user.reset-link", user.target, by: request), db)
      return (user, token)
    }
    let page: Value = ["name": user.name, "href": user.href, "link": link(.reset, token)]
    return try house.page("admin/reset-link", page, request, status: .created)
      .with(.cacheControl, "no-store")
  }
}
