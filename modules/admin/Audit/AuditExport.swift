import HTTPTypes
import Kit

extension AdminModule {
  /// POST /admin/audit/export: what the filter shows up to now, as CSV or JSON, after an entry that says so.
  func auditExport(_ request: Request) throws -> Response {
    let form = try request.form()
    guard let format = AuditFormat(rawValue: form["format"]) else {
      throw Fault.badRequest("The log can be had as CSV or as JSON.")
    }
    let filter = AuditFilter { form[$0] }
    guard try house.read({ db in try filter.isSound(db) }) else {
      return try auditPage(filter, request, status: .unprocessableContent)
    }
    let end = try house.write { db in
      let end = try AuditChain.read(db).end.id
      try auditLog.append(
        AuditEntry("audit.export", "audit", after: "\(format) \(filter.query)", by: request), db)
      return end
    }
    let name = "audit-\(request.now.iso.prefix(10)).\(format)"
    return Response(
      .ok,
      headers: [
        (.contentType, format.type), (.contentDisposition, ContentDisposition.attachment(name)),
        (.cacheControl, "private, no-store"),
      ], content: .stream { write in try export(filter, upTo: end, format, write) })
  }

  /// A few hundred entries a time, so that neither memory nor the database is held for the whole of it.
  private func export(
    _ filter: AuditFilter, upTo end: Int64, _ format: AuditFormat, _ write: ([UInt8]) throws -> Void
  ) throws {
    try write(Array(format.beginning.utf8))
    var before = end + 1
    var isFirst = true
    while case let lines = try house.read({ db in
      try AuditLine.list(filter, before: before, limit: 500, db)
    }), let last = lines.last {
      for line in lines {
        try write(Array(format.text(line, isFirst: isFirst).utf8))
        isFirst = false
      }
      before = last.id
    }
    try write(Array(format.end.utf8))
  }
}
