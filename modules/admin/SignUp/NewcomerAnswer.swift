import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// POST /admin/newcomers/:id: accept or refuse.
  func newcomerAnswer(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let isWelcome = try request.form()["answer"] == "accept"
    let name = try house.write { db in
      guard let (newcomer, password) = try Newcomer.take(id, db) else { throw Fault.notFound }
      guard isWelcome else {
        try auditLog.append(
          AuditEntry("newcomer.refuse", "newcomer:\(id)", before: newcomer.name, by: request), db)
        return newcomer.name
      }
      let user = try User.create(
        AccountName(newcomer.name), password: password, role: .member, now: request.now, db)
      try auditLog.append(
        AuditEntry("newcomer.accept", "user:\(user)", after: newcomer.name, by: request), db)
      return newcomer.name
    }
    return .seeOther("/admin/users")
      .flash(.good, isWelcome ? "\(name) is in." : "\(name) was not let in.")
  }
}

extension Newcomer {
  func view(_ now: Moment) -> Value {
    [
      "id": String(id), "name": name, "words": words, "address": address,
      "asked": createdAt.view(from: now),
    ]
  }
}
