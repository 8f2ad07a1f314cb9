import HTTPTypes
import Kit
import Templating

extension SystemExchange {
  /// GET /account/system/export
  func systemExportShow(_ request: Request) throws -> Response {
    try house.page("template/export", [:], request)
  }

  /// POST /account/system/export: the file itself.
  func systemExport(_ request: Request) throws -> Response {
    let account = try request.account()
    guard let format = SystemFormat(rawValue: try request.form()["format"]) else {
      throw Fault.badRequest("Your system can be had for PluralKit or as our own archive.")
    }
    let now = request.now
    return Response(
      .ok,
      headers: [
        (.contentType, format.file.type),
        (
          .contentDisposition,
          ContentDisposition.attachment("\(format.rawValue)-\(now.iso.prefix(10)).\(format.file.ending)")
        ),
        (.cacheControl, "private, no-store"),
      ],
      content: .stream { write in _ = try exportSystem(of: account.id, as: format, now: now, to: write) })
  }
}
