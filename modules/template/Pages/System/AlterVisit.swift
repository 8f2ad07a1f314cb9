import GRDB
import HTTPTypes
import Kit
import Templating

extension TemplateModule {
  /// GET /alters/:id: what may be seen of an alter. Whom one may not know of is not there.
  func alterVisit(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let page = try house.read { db -> AlterVisit? in
      guard let alter = try AccountAlter.find(id, db) else { return nil }
      let circle = try Circle(of: request.viewer, around: alter.account, db)
      let glance = Glance(circle, asked: request.query["as"])
      guard circle.sees(alter.visibility), circle == .owner || alter.archivedAt == nil else { return nil }
      return try AlterVisit(alter, glance, db)
    }
    guard let page else { throw Fault.notFound }
    return try house.page("template/alter-visit", page.view(cooked(page.shownDescription)), request)
  }

  /// Cooked Markdown; what can't be cooked, as an import may leave it, stands as it was typed.
  func cooked(_ text: String) throws -> Value {
    guard !text.isEmpty else { return .null }
    do { return try house.doors.markdown(text).value } catch is Fault { return .text(text) }
  }
}

/// With whose eyes a page about a system is shown. Its owner may look with others' eyes; nobody else may.
struct Glance {
  let circle: Circle
  /// Who really looks.
  let isOwner: Bool

  init(_ circle: Circle, asked: String?) {
    isOwner = circle == .owner
    let wish = Circle.allCases.first { "\($0)" == asked }
    self.circle = isOwner ? wish ?? .owner : circle
  }

  /// The choice of eyes, for the owner.
  func choices(_ address: String) -> Value? {
    guard isOwner else { return nil }
    return .list(
      Circle.allCases.reversed().filter { $0 != .friend }.map { circle in
        [
          "title": circle.title, "current": circle == self.circle,
          "href": circle == .owner ? address : "\(address)?as=\(circle)",
        ]
      })
  }
}

/// An alter as somebody sees them.
private struct AlterVisit {
  private let alter: AccountAlter
  private let glance: Glance
  private let groups: [AlterGroup]
  private let fields: [CustomField]
  private let values: [Int64: String]
  private let home: Value?

  init(_ alter: AccountAlter, _ glance: Glance, _ db: Database) throws {
    (self.alter, self.glance) = (alter, glance)
    let circle = glance.circle
    let own = try AlterGroup.ids(of: alter.id, db)
    groups = try AlterGroup.all(of: alter.account, seenBy: circle, db).filter { own.contains($0.id) }
    fields = try CustomField.all(of: alter.account, db).filter { circle.sees($0.visibility) }
    values = try CustomField.values(of: alter.id, db)
    home = try SystemVisit.home(of: alter.account, for: circle, db)
  }

  private var isThere: Bool {
    glance.circle.sees(alter.visibility) && (glance.circle == .owner || alter.archivedAt == nil)
  }

  private func sees(_ field: AlterField) -> Bool { glance.circle.sees(alter.visibility(of: field)) }

  var shownDescription: String { isThere && sees(.description) ? alter.description : "" }

  func view(_ description: Value) -> Value {
    let speaker = alter.speaker(for: glance.circle)
    return [
      "isThere": isThere, "title": isThere ? speaker.name : "Not there", "speaker": speaker,
      "isOwner": glance.isOwner, "glances": glance.choices("/alters/\(alter.id)"), "description": description,
      "birthday": sees(.birthday) ? Birthday(alter.birthday)?.words ?? alter.birthday : nil,
      "innerName": glance.circle == .owner && !alter.displayName.isEmpty ? alter.name : nil,
      "displayName": alter.displayName.isEmpty ? nil : alter.displayName,
      "isStatus": alter.kind == .status, "isArchived": alter.archivedAt != nil,
      "facts": facts, "groups": groups.map(\.view), "hasGroups": !groups.isEmpty,
      "edit": glance.isOwner ? "/account/system/alters/\(alter.id)" : nil,
      "home": home,
    ]
  }

  private var facts: [Value] {
    fields.compactMap { field in
      values[field.id].map { value in
        [
          "name": field.name, "words": field.kind.words(value),
          "color": field.kind == .color ? AltersFile.color(value) : nil,
        ]
      }
    }
  }
}

extension AlterGroup {
  var view: Value { ["name": name, "emoji": emoji, "description": description, "color": color] }
}
