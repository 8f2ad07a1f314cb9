import Foundation
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/system/edit
  func systemEdit(_ request: Request) throws -> Response {
    let account = try request.account().id
    let system = try house.read { db in try AccountSystem.find(account, db) }
    let saw = try system.sight(system, ownLists(of: account)).mark
    return try show(system, FormErrors(), saw: saw, request)
  }

  /// POST /account/system/edit: what is said of the system as a whole.
  func systemSave(_ request: Request) throws -> Response {
    let account = try request.account().id
    var typed = TypedForm(try request.form())
    var system = try read(&typed, account, now: request.now)
    guard typed.errors.isEmpty else {
      let saw = typed.form[Sight.field]
      return try show(system, typed.errors, saw: saw, request, status: .unprocessableContent)
    }
    let sent = system
    let before = try house.read { db in try AccountSystem.find(account, db).shownTo }
    let exposure = Exposure(
      .system, account, "The page about your system", before: before, after: system.shownTo)
    system.shownTo = system.shownTo.hidden(from: before)
    try save(hiding: [(before, system.shownTo)], of: account) { db in
      try AccountSystem.find(account, db).sight(sent, PeopleList.list(of: account, db)).check(
        typed.form, back: request.path, keeping: ["avatar": sent.avatar])
      try system.save(db)
    }
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
    let zone = PlainText.line(typed.form["zone"])
    system.zone = zone.isEmpty ? Zone.utc.name : Zone(zone)?.name ?? zone
    if Zone(system.zone) == nil { typed.refuse("zone", Zone.unknown) }
    let lists = try house.read { db in try PeopleList.list(of: account, db) }
    system.shownTo = typed.audience("visibility", lists, now: kept.shownTo)
    system.avatar = try picture(&typed, of: account, now: now)
    return system
  }

  private func show(
    _ system: AccountSystem, _ errors: FormErrors, saw: String, _ request: Request,
    status: Response.Status = .ok
  ) throws -> Response {
    let lists = try house.read { db in try PeopleList.list(of: system.account, db) }
    return try house.page(
      "template/system-edit", SystemForm(system: system, errors: errors, lists: lists, saw: saw).value,
      request,
      status: status)
  }
}

extension AccountSystem {
  /// What the form shows, as it is kept, beside what was sent.
  fileprivate func sight(_ sent: AccountSystem, _ lists: [PeopleList]) -> Sight {
    Sight([
      .init("Name", name, field: "name"), .init("Pronouns", pronouns, field: "pronouns"),
      .init("Tag", tag, field: "tag"),
      .init("Colour", color.isEmpty ? "" : "#\(color)", field: "color"),
      .init("Time zone", zone, field: "zone"), .init("Description", description, field: "description"),
      .init("Picture", avatar.isEmpty ? "None" : "One", wanted: sent.avatar.isEmpty ? "None" : "One"),
      .init("Who sees the page about your system", shownTo, wanted: sent.shownTo, lists),
    ])
  }
}

private struct SystemForm: Renderable {
  let system: AccountSystem
  let errors: FormErrors
  let lists: [PeopleList]
  let saw: String

  var value: Value {
    [
      "saw": saw, "isRefused": !errors.isEmpty, "errors": errors, "trail": SystemTrail.value([]),
      "about": about,
      "description": description,
      "avatar": Speaker.address(ofPicture: system.avatar).map {
        ["mark": system.avatar, "href": $0] as Value
      },
      "pictureError": errors["picture"],
      "zones": ZoneName.all.map { ["name": $0] as Value },
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
        hint: "Days and hours of your history are told in it\(zoneWords). Only you see it.",
        error: errors["zone"],
        list: "zones"),
    ]
  }

  /// What is used, where the name could be taken for something else.
  private var zoneWords: String {
    guard let words = Zone(system.zone)?.words, words != system.zone else { return "" }
    return ": that is \(words)"
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
