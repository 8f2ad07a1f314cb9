import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/settings
  func settingsShow(_ request: Request) throws -> Response {
    try settingsPage(request)
  }

  /// POST /admin/settings: one section at a time. Who it is is asked again where what changes leads to
  /// everybody's account.
  func settingsChange(_ request: Request) throws -> Response {
    let wish = try SettingsWish(request.form(), change(_:typed:))
    guard wish.check.isGood else { return try settingsPage(request, wish) }
    let form = try request.form()
    let isGuarded = try house.read { db in
      try wish.section.sight(form, db).check(form, back: "/admin/settings#section-\(wish.section.key)")
      let decision = try Decision(wish.changes, db)
      if decision.isGuarded { try Self.require(Rank(request.viewer, db)) }
      return decision.isGuarded
    }
    guard isGuarded, !request.viewer.isConfirmed(at: request.now) else { return try keep(wish, request) }
    return try confirming(request, asking: wish.secrets) { try keep(wish, $0) }
  }

  private func keep(_ wish: SettingsWish, _ request: Request) throws -> Response {
    var wish = wish
    let section = wish.section
    let kept = try wish.check.take(section.settings[0].name) { try store(wish.changes, request) }
    guard let kept else { return try settingsPage(request, wish) }
    return .seeOther("/admin/settings#section-\(section.key)")
      .flash(kept.forgetsPassword ? .warn : .good, "\(section.title): saved. \(kept.consequence)")
  }

  private func store(_ changes: [SettingChange], _ request: Request) throws -> Decision {
    try decide(
      changes,
      permit: { setting, db in
        if setting.isGuarded { try Self.require(Rank(request.viewer, db)) }
      }
    ) { AuditEntry($0, $1, before: $2, after: $3, by: request) }
  }

  private static func require(_ rank: Rank) throws {
    guard rank.coversEverybody else {
      throw Fault(.forbidden, "This leads to everybody's account, so only admins change it.")
    }
  }

  private func settingsPage(_ request: Request, _ wish: SettingsWish? = nil) throws -> Response {
    let (check, typed) = (wish?.check ?? FormCheck(), wish?.typed ?? [:])
    let sections = try house.read { db in
      let isFree = try Rank(request.viewer, db).coversEverybody
      return try SettingSection.all.map { section in
        let fields = try section.settings.map { setting in
          setting.field(
            try typed[setting.name] ?? setting.value(db), isFixed: setting.isGuarded && !isFree,
            error: check[setting.name])
        }
        return [
          "saw": try wish?.saw(of: section) ?? section.sight(nil, db).mark,
          "key": section.key, "title": section.title, "fields": fields,
          "isOpen": isFree || section.settings.contains { !$0.isGuarded },
        ] as Value
      }
    }
    return try house.page(
      "admin/settings", ["errors": check, "sections": sections], request,
      status: wish == nil ? .ok : .unprocessableContent)
  }
}

/// What somebody sent for one section.
private struct SettingsWish {
  let section: SettingSection
  let changes: [SettingChange]
  var check = FormCheck()
  /// The values for the page that shows the form again.
  let typed: [String: String]
  /// The fields that the confirming page has to ask for once more, because it keeps no secret.
  let secrets: [FieldView]
  /// What the form showed.
  private let saw: String

  func saw(of section: SettingSection) -> String? { section.key == self.section.key ? saw : nil }

  init(_ form: Form, _ change: (SiteSetting, String) throws -> SettingChange) throws {
    guard let section = SettingSection.all.first(where: { $0.key == form["section"] }) else {
      throw Fault.badRequest("There is no such section.")
    }
    let asked = section.settings.filter { $0.isAsked(form) }
    var check = FormCheck()
    changes = try asked.compactMap { setting in
      try check.take(setting.name) { try change(setting, form[setting.name]) }
    }
    typed = Dictionary(asked.map { ($0.name, form[$0.name]) }) { first, _ in first }
    secrets = asked.filter(\.isSecret).map {
      FieldView(
        name: $0.name, label: "\(section.title): the \($0.title.lowercased()) once more", type: "password",
        hint: "We don't put it into a page. Left empty, it stays as it was.", isRequired: false,
        autocomplete: "off")
    }
    (self.section, self.check, saw) = (section, check, form[Sight.field])
  }
}

extension SettingSection {
  /// What its form shows. What could not be changed in it was not sent.
  fileprivate func sight(_ form: Form?, _ db: Database) throws -> Sight {
    Sight(
      try settings.filter { !$0.isSecret }.map { setting in
        let now = try setting.value(db)
        return form?.has(setting.name) == true
          ? .init(setting.title, now, field: setting.name) : .init(setting.title, now, wanted: now)
      })
  }
}

extension SiteSetting {
  fileprivate var isSecret: Bool { if case .secret = kind { true } else { false } }

  /// A secret that was left empty stays as it is.
  fileprivate func isAsked(_ form: Form) -> Bool { isSecret ? !form[name].isEmpty : form.has(name) }

  fileprivate func field(_ value: String, isFixed: Bool, error: String?) -> Value {
    var (isLine, isPage, isChoice, isSecret) = (false, false, false, false)
    var choices: [SiteSetting.Choice] = []
    switch kind {
    case .text, .number: isLine = true
    case .page: isPage = true
    case .secret: isSecret = true
    case .choice(let all): (isChoice, choices) = (true, all)
    }
    return [
      "name": name, "label": title, "hint": meaning, "error": error, "isFixed": isFixed,
      "value": isSecret ? Value.null : .text(value), "isSet": isSecret && !value.isEmpty,
      "isLine": isLine, "isPage": isPage, "isChoice": isChoice, "isSecret": isSecret,
      "choices": choices.map {
        ["value": $0.value, "title": $0.title, "current": $0.value == value] as Value
      },
    ]
  }
}
