import Kit
import Templating

extension AdminModule {
  /// GET /admin/logs
  func logList(_ request: Request) throws -> Response {
    let files = try LogFile.all(in: house.settings.logs)
    let page: Value = ["files": files.map { $0.view(request.now) }, "isEmpty": files.isEmpty]
    return try house.page("admin/logs", page, request)
  }

  /// GET /admin/logs/:name/raw: nginx sends the file by itself, after the entry is on disk.
  func logRaw(_ request: Request) throws -> Response {
    let files = try LogFile.all(in: house.settings.logs)
    guard let file = files.first(where: { $0.name == request.parameters["name"] }) else {
      throw Fault.notFound
    }
    try house.record(AuditEntry("log.read", "log:\(file.name)", by: request))
    return .file(
      at: "/protected/logs/\(Percent.encode(file.name))", type: "text/plain; charset=utf-8", name: file.name)
  }
}

extension LogFile {
  fileprivate func view(_ now: Moment) -> Value {
    [
      "name": name, "size": "\(ByteCount(size))", "changed": changedAt.view(from: now),
      "href": "/admin/logs/\(Percent.encode(name))/raw",
    ]
  }
}
