import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/system/alters/:id/tags
  func tagsEdit(_ request: Request) throws -> Response {
    try showTags(TagsForm(), request)
  }

  /// POST /account/system/alters/:id/tags: `add` new ones, `remove` some, `keep` them in what is posted, or take
  /// back that a private alter `speaks`.
  func tagsSave(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let form = try TagsForm(request.form())
    do {
      let sentence = try house.write { db in
        guard try ownAlter(id, request, db) != nil else { throw Fault.notFound }
        return try form.apply(to: id, among: SpeakingAlter.all(of: request.account().id, db), db)
      }
      return .seeOther("/account/system/alters/\(id)/tags").flash(
        form.warning == nil ? .good : .warn,
        [sentence, form.warning].compactMap(\.self).joined(separator: " "))
    } catch let fault as Fault where fault.status == .unprocessableContent {
      return try showTags(form.failing(fault.message), request, status: .unprocessableContent)
    }
  }

  private func ownAlter(_ id: Int64, _ request: Request, _ db: Database) throws -> Voices.Alter? {
    try SpeakingAlter.all(of: request.account().id, db).map(\.alter).first { $0.voice.alter == id }
  }

  private func showTags(
    _ form: TagsForm, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let id = try request.id("id")
    let page = try house.read { db -> Value in
      guard let alter = try ownAlter(id, request, db) else { throw Fault.notFound }
      return TagsPage(
        alter: alter, tags: try AlterTags.of(id, db), isAsked: try SpeakingAlter.isAsked(id, db), form: form
      ).value
    }
    return try house.page("template/tags", page, request, status: status)
  }
}

/// What was sent about the tags of somebody.
private struct TagsForm {
  enum Act { case add, remove(Int64), keep(Bool), withdraw }
  var act = Act.add
  var prefix = ""
  var suffix = ""
  var error: String?

  init() {}

  init(_ form: Form) {
    (prefix, suffix) = (form["prefix"], form["suffix"])
    if let id = Int64(form["remove"]) {
      act = .remove(id)
    } else if form.has("keep") {
      act = .keep(form["keep"] == "yes")
    } else if form.has("withdraw") {
      act = .withdraw
    }
  }

  func failing(_ sentence: String) -> TagsForm {
    var form = self
    form.error = sentence
    return form
  }

  /// Throws `Fault` 422 for tags that nobody can have.
  func apply(to alter: Int64, among all: [SpeakingAlter], _ db: Database) throws -> String {
    switch act {
    case .add: try add(to: alter, among: all.map(\.alter), db)
    case .remove(let id): try AlterTags.remove(id, of: alter, db)
    case .keep(let isKeeping): try SpeakingAlter.keepTags(isKeeping, of: alter, db)
    case .withdraw: try SpeakingAlter.withdraw(alter, db)
    }
    return sentence
  }

  private func add(to alter: Int64, among all: [Voices.Alter], _ db: Database) throws {
    let tags = ProxyTags(prefix: prefix, suffix: suffix)
    if let problem = tags.problem { throw Fault.invalid(problem) }
    if let owner = all.first(where: { $0.tags.contains { $0.isSame(as: tags) } }) {
      throw Fault.invalid("These are \(owner.voice.name)’s already.")
    }
    guard all.first(where: { $0.voice.alter == alter })?.tags.count ?? 0 < AlterTags.most else {
      throw Fault.invalid("There are \(AlterTags.most) already. Remove some first.")
    }
    try AlterTags.add(tags, to: alter, db)
  }

  /// What is to be known of the tags that were added.
  var warning: String? {
    if case .add = act { ProxyTags(prefix: prefix, suffix: suffix).warning } else { nil }
  }

  private var sentence: String {
    switch act {
    case .add: "Added."
    case .remove: "Removed."
    case .keep: "Saved."
    case .withdraw: "You will be asked again before they speak."
    }
  }
}

/// The page about how one of them speaks.
private struct TagsPage: Renderable {
  let alter: Voices.Alter
  let tags: [AlterTags]
  /// It was said that they may speak although they are private.
  let isAsked: Bool
  let form: TagsForm

  private var action: String { "/account/system/alters/\(alter.voice.key)/tags" }

  var value: Value {
    [
      "action": action, "speaker": Speaker(alter.voice), "tags": tags.map(row), "hasTags": !tags.isEmpty,
      "prefix": form.prefix, "suffix": form.suffix, "error": form.error, "longest": ProxyTags.longest,
      "keepsTags": alter.keepsTags, "isFree": alter.isFree, "isAsked": isAsked,
      "trail": [
        "steps": [
          ["title": "Your system", "href": "/account/system"] as Value,
          ["title": "Speaking", "href": "/account/system/speaking"] as Value,
        ]
      ] as Value,
    ]
  }

  private func row(_ row: AlterTags) -> Value {
    [
      "id": Int(row.id), "prefix": row.tags.prefix, "suffix": row.tags.suffix, "warning": row.tags.warning,
    ]
  }
}
