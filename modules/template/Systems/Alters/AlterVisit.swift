import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /alters/:id: what may be seen of an alter. Whom one may not know of is not there.
  func alterVisit(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let page = try house.read { db -> AlterVisit? in
      guard let alter = try AccountAlter.find(id, db) else { return nil }
      let onlooker = try onlooker(of: request, at: alter.account, db)
      let glance = Glance(onlooker, asked: request.query["as"])
      guard onlooker.sees(alter.shownTo), onlooker == .owner || alter.archivedAt == nil else { return nil }
      var visit = try AlterVisit(alter, glance, db)
      // Whose they are is said on the page of their system, or not at all.
      if visit.hasHome { visit.asking = try asking(alter.account, request.viewer, db) }
      return visit
    }
    guard let page else { throw Fault.notFound }
    let description = try page.mentions.view(cooked: house.cooked(page.shownDescription))
    return try house.page("template/alter-visit", page.view(description), request)
  }
}

/// With whose eyes a page about a system is shown. Its owner may look with others' eyes; nobody else may.
struct Glance {
  let onlooker: Onlooker
  /// Who really looks.
  let isOwner: Bool

  init(_ onlooker: Onlooker, asked: String?) {
    isOwner = onlooker == .owner
    let wish = Onlooker.Standing.allCases.first { "\($0)" == asked }
    self.onlooker = isOwner ? wish.map { Onlooker($0) } ?? .owner : onlooker
  }

  /// The choice of eyes, for the owner.
  func choices(_ address: String) -> Value? {
    guard isOwner else { return nil }
    return .list(
      Onlooker.Standing.allCases.reversed().map { standing in
        [
          "title": standing.title, "current": standing == onlooker.standing,
          "href": standing == .owner ? address : "\(address)?as=\(standing)",
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
  fileprivate let mentions: Mentions
  fileprivate var asking: String?

  fileprivate var hasHome: Bool { home != nil }

  init(_ alter: AccountAlter, _ glance: Glance, _ db: Database) throws {
    (self.alter, self.glance) = (alter, glance)
    let onlooker = glance.onlooker
    let own = try AlterGroup.ids(of: alter.id, db)
    groups = try AlterGroup.all(of: alter.account, seenBy: onlooker, db).filter { own.contains($0.id) }
    fields = try CustomField.all(of: alter.account, db).filter { onlooker.sees($0.shownTo) }
    values = try CustomField.values(of: alter.id, db)
    mentions = try Mentions(
      in: [alter.description] + values.values, of: alter.account, for: onlooker, db)
    home = try SystemVisit.home(of: alter.account, for: onlooker, db)
  }

  private var isThere: Bool {
    glance.onlooker.sees(alter.shownTo) && (glance.onlooker == .owner || alter.archivedAt == nil)
  }

  private func sees(_ field: AlterField) -> Bool { glance.onlooker.sees(field, of: alter) }

  var shownDescription: String { isThere && sees(.description) ? alter.description : "" }

  func view(_ description: Value) -> Value {
    let speaker = alter.speaker(for: glance.onlooker)
    return [
      "isThere": isThere, "title": isThere ? speaker.name : "Not there",
      "speaker": speaker,
      "isOwner": glance.isOwner, "glances": glance.choices("/alters/\(alter.id)"), "description": description,
      "birthday": sees(.birthday) ? Birthday(alter.birthday)?.words ?? alter.birthday : nil,
      "innerName": glance.onlooker == .owner && !alter.displayName.isEmpty ? alter.name : nil,
      "displayName": alter.displayName.isEmpty ? nil : alter.displayName,
      "isStatus": alter.kind == .status, "isArchived": alter.archivedAt != nil,
      "facts": facts, "groups": groups.map { $0.view(mentions) }, "hasGroups": !groups.isEmpty,
      "edit": glance.isOwner ? "/account/system/alters/\(alter.id)" : nil,
      "home": home, "asking": asking,
    ]
  }

  private var facts: [Value] {
    fields.compactMap { field in
      values[field.id].map { value in
        [
          "name": field.name, "words": mentions.view(field.kind.words(value)),
          "color": field.kind == .color ? AltersFile.color(value) : nil,
        ]
      }
    }
  }
}

extension AlterGroup {
  func view(_ mentions: Mentions) -> Value {
    ["name": name, "emoji": emoji, "description": mentions.view(description), "color": color]
  }
}
