import Kit
import Templating

extension AdminModule {
  /// GET /admin/modules
  func moduleList(_ request: Request) throws -> Response {
    let houses = try house.doors.registry.houses()
    let page: Value = ["houses": houses.map { $0.view(request.now) }]
    return try house.page("admin/modules", page, request)
  }

  /// POST /admin/modules/:name
  func moduleSwitch(_ request: Request) throws -> Response {
    let name = request.parameters["name"]
    guard let status = try house.doors.registry.houses().first(where: { $0.name == name }) else {
      throw Fault.notFound
    }
    let isEnabled = try Self.wanted(request.form()["to"])
    guard isEnabled || !status.isRequired else {
      throw Fault.invalid("\(status.title) can't be closed: the site needs it.")
    }
    guard isEnabled != status.isEnabled else {
      return .seeOther("/admin/modules").flash(.good, "\(status.title) is \(status.state) already.")
    }
    let act = AuditEntry(
      isEnabled ? "module.enable" : "module.disable", "module:\(status.name)", before: status.state,
      after: isEnabled ? "open" : "closed", by: request)
    try house.audited(act) { try house.doors.registry.setEnabled(status.name, isEnabled, request) }
    return .seeOther("/admin/modules")
      .flash(
        .good,
        isEnabled ? "\(status.title) is open again." : "\(status.title) is closed. Nothing in it is lost.")
  }

  private static func wanted(_ to: String) throws -> Bool {
    switch to {
    case "open": true
    case "closed": false
    default: throw Fault.badRequest("A house can be open or closed.")
    }
  }
}

extension HouseStatus {
  fileprivate var state: String { isEnabled ? "open" : "closed" }

  fileprivate func view(_ now: Moment) -> Value {
    [
      "name": name, "title": title, "summary": summary, "isRequired": isRequired, "isEnabled": isEnabled,
      "to": isEnabled ? "closed" : "open", "changed": changedAt?.view(from: now), "by": changedBy,
    ]
  }
}
