import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account/export
  func exportShow(_ request: Request) throws -> Response { try exportPage(request, FormCheck()) }

  /// POST /account/export: asked twice at once, it is made once.
  func exportAsk(_ request: Request) throws -> Response {
    let account = try request.account()
    var check = FormCheck()
    try confirm("password-old", try request.form(), request, &check)
    guard check.isGood else { return try exportPage(request, check, status: .unprocessableContent) }
    try house.write { db in
      guard try Export.ask(for: account.id, now: request.now, db) else { return }
      try house.doors.enqueue(Self.exportJob, "\(account.id)", db)
      try auditLog.append(AuditEntry("user.export", "user:\(account.id)", by: request), db)
    }
    return .seeOther("/account/export").flash(.good, "Your archive is being made. Look here in a minute.")
  }

  /// GET /account/export/file: nginx sends it.
  func exportFile(_ request: Request) throws -> Response {
    let account = try request.account()
    let export = try house.read { db in try Export.find(of: account.id, db) }
    guard let export, export.readyAt != nil, let file = export.file else { throw Fault.notFound }
    return .file(at: "/protected/exports/\(file)", type: "application/zip", name: "\(account.name).zip")
  }

  private func exportPage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let account = try request.account()
    let export = try house.read { db in try Export.find(of: account.id, db) }
    let page: Value = [
      "errors": check, "isWaiting": export != nil && export?.readyAt == nil,
      "ready": export?.readyAt.map { $0.view(from: request.now) },
      "size": export.map { "\(ByteCount($0.size))" },
      "fields": try confirmationField("password-old", request, check),
    ]
    return try house.page("admin/export", page, request, status: status)
  }
}
