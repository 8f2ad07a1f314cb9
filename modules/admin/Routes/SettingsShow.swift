import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/settings
  func settingsShow(_ request: Request) throws -> Response {
    try settingsPage(request, FormCheck(), typed: [:])
  }

  /// POST /admin/settings: one section at a time.
  func settingsChange(_ request: Request) throws -> Response {
    let form = try request.form()
    guard let section = SettingSection.all.first(where: { $0.key == form["section"] }) else {
      throw Fault.badRequest("There is no such section.")
    }
    let asked = section.settings.filter { $0.isAsked(form) }
    var check = FormCheck()
    let changes = try asked.compactMap { setting in
      try check.take(setting.name) { try change(setting, typed: form[setting.name]) }
    }
    if check.isGood, try check.take(section.settings[0].name, { try store(changes, request) }) != nil {
      return .seeOther("/admin/settings#section-\(section.key)").flash(.good, "\(section.title): saved.")
    }
    let typed = Dictionary(asked.map { ($0.name, form[$0.name]) }) { first, _ in first }
    return try settingsPage(request, check, typed: typed, status: .unprocessableContent)
  }

  private func store(_ changes: [SettingChange], _ request: Request) throws {
    try decide(changes) { AuditEntry($0, $1, before: $2, after: $3, by: request) }
  }

  private func settingsPage(
    _ request: Request, _ check: FormCheck, typed: [String: String], status: Response.Status = .ok
  ) throws -> Response {
    let sections = try house.read { db in
      try SettingSection.all.map { section in
        let fields = try section.settings.map { setting in
          setting.field(try typed[setting.name] ?? setting.value(db), error: check[setting.name])
        }
        return ["key": section.key, "title": section.title, "fields": fields] as Value
      }
    }
    return try house.page(
      "admin/settings", ["errors": check, "sections": sections], request, status: status)
  }
}

extension SiteSetting {
  /// A secret that was left empty stays as it is.
  fileprivate func isAsked(_ form: Form) -> Bool {
    if case .secret = kind { return !form[name].isEmpty }
    return form.has(name)
  }

  fileprivate func field(_ value: String, error: String?) -> Value {
    var (isLine, isPage, isChoice, isSecret) = (false, false, false, false)
    var choices: [SiteSetting.Choice] = []
    switch kind {
    case .text, .number: isLine = true
    case .page: isPage = true
    case .secret: isSecret = true
    case .choice(let all): (isChoice, choices) = (true, all)
    }
    return [
      "name": name, "label": title, "hint": meaning, "error": error,
      "value": isSecret ? Value.null : .text(value), "isSet": isSecret && !value.isEmpty,
      "isLine": isLine, "isPage": isPage, "isChoice": isChoice, "isSecret": isSecret,
      "choices": choices.map {
        ["value": $0.value, "title": $0.title, "current": $0.value == value] as Value
      },
    ]
  }
}
