import Foundation
import HTTPTypes
import Kit
import Templating

extension TemplateModule {
  /// GET /account/system/edit
  func systemEdit(_ request: Request) throws -> Response {
    let account = try request.account().id
    let system = try house.read { db in try AccountSystem.find(account, db) }
    return try show(system, FormErrors(), request)
  }

  /// POST /account/system/edit: what is said of the system as a whole.
  func systemSave(_ request: Request) throws -> Response {
    let account = try request.account().id
    var typed = TypedForm(try request.form())
    var system = try read(&typed, account, now: request.now)
    guard typed.errors.isEmpty else {
      return try show(system, typed.errors, request, status: .unprocessableContent)
    }
    let before = try house.read { db in try AccountSystem.find(account, db).shownTo }
    let exposure = Exposure(
      .system, account, "The page about your system", before: before, after: system.shownTo)
    system.shownTo = system.shownTo.hidden(from: before)
    try save(hiding: [(before, system.shownTo)], of: account) { db in try system.save(db) }
    return try answer([exposure], back: "/account/system", saying: "Saved.", request)
  }

  private func read(_ typed: inout TypedForm, _ account: Int64, now: Moment) throws -> AccountSystem {
    var system = AccountSystem(account: account)
    let kept = try house.read { db in try AccountSystem.find(account, db) }
    system.name = typed.line("name", "The name", longest: AccountAlter.longestName, kept: kept.name)
    system.tag = typed.line("tag", "The tag", longest: AccountSystem.longestTag, kept: kept.tag)
    system.pronouns = typed.line(
      "pronouns", "Pronouns", longest: AccountAlter.longestPronouns, kept: kept.pronouns)
    system.color = typed.color("color", kept: kept.color)
    system.description = try typed.markdown(
      "description", "The description", longest: AccountAlter.longestDescription, kept: kept.description
    ) { text in _ = try house.doors.markdown(text) }
    system.zone = PlainText.line(typed.form["zone"])
    if system.zone.isEmpty { system.zone = "UTC" }
    if Zone(system.zone) == nil {
      typed.refuse("zone", "This time zone is not known here. One is called Europe/Lisbon, for example.")
    }
    let lists = try house.read { db in try PeopleList.list(of: account, db) }
    system.shownTo = typed.audience("visibility", lists, now: kept.shownTo)
    system.avatar = try picture(&typed, of: account, now: now)
    return system
  }

  private func show(
    _ system: AccountSystem, _ errors: FormErrors, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let lists = try house.read { db in try PeopleList.list(of: system.account, db) }
    return try house.page(
      "template/system-edit", SystemForm(system: system, errors: errors, lists: lists).value, request,
      status: status)
  }
}

private struct SystemForm: Renderable {
  let system: AccountSystem
  let errors: FormErrors
  let lists: [PeopleList]

  var value: Value {
    [
      "isRefused": !errors.isEmpty, "errors": errors, "trail": SystemTrail.value([]), "about": about,
      "description": description,
      "avatar": Speaker.address(ofPicture: system.avatar).map {
        ["mark": system.avatar, "href": $0] as Value
      },
      "pictureError": errors["picture"],
      "zones": TimeZone.knownTimeZoneIdentifiers.map { ["name": $0] as Value },
      "visibility": AudienceField(
        name: "visibility", legend: "Who sees the page about your system",
        hint: "Each of you is shown there only to those who may know of them.", current: system.shownTo,
        lists: lists, error: errors["visibility"]),
      "speaker": Speaker(
        name: system.name.isEmpty ? "?" : system.name, handle: "", color: system.color, picture: system.avatar
      ),
    ]
  }

  private var about: [FieldView] {
    [
      field("name", "Name", system.name, "What you are called together."),
      field("pronouns", "Pronouns", system.pronouns, "They may stand in the plural."),
      field("tag", "Tag", system.tag, "A few characters that may follow your names."),
      field(
        "color", "Colour", AltersFile.color(system.color).map { "#\($0)" } ?? system.color, "Like #33aa77."),
      FieldView(
        name: "zone", label: "Time zone", typed: system.zone,
        hint: "Days and hours of your history are told in it. Only you see it.", error: errors["zone"],
        list: "zones"),
    ]
  }

  private func field(_ name: String, _ label: String, _ typed: String, _ hint: String) -> FieldView {
    FieldView(name: name, label: label, typed: typed, hint: hint, error: errors[name])
  }

  private var description: FieldView {
    FieldView(
      name: "description", label: "Description", typed: system.description,
      hint: "Markdown, up to \(AccountAlter.longestDescription) characters.", error: errors["description"],
      isText: true)
  }
}
