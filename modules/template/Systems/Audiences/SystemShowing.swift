import GRDB
import HTTPTypes
import Kit
import Templating

/// Whom the parts of an account's system are shown to: hiding is done with the rest of a form, showing waits for
/// a page that says who will see what.
extension Systems {
  private static let showing = "/account/showing"
  private static let showingEveryone = "/account/showing/everyone"

  /// Done; or, where something shall be shown to more people, the page on which that alone waits. `note` stands
  /// on that page.
  func answer(
    _ exposures: [Exposure?], back: String, saying sentence: String, noting note: String? = nil,
    _ request: Request
  ) throws -> Response {
    let exposures = exposures.compactMap(\.self)
    guard !exposures.isEmpty else { return .seeOther(back).flash(.good, sentence) }
    let lists = try ownLists(of: request.account().id)
    let isPublic = exposures.contains { $0.after.level == .everyone || $0.word.level == .everyone }
    let fields = [("back", back)] + exposures.map { ("show", $0.terms) }
    let page: Value = [
      "action": isPublic ? Self.showingEveryone : Self.showing, "back": back, "note": note,
      "sentences": exposures.map { ["text": $0.sentence(lists)] as Value },
      "hidden": fields.map { ["name": $0.0, "value": $0.1] as Value },
    ]
    return try house.page("template/agreement", page, request).with(.cacheControl, "no-store")
  }

  /// POST /account/showing and, for what everyone shall see, /account/showing/everyone, which asks who it is.
  func showingAgree(_ request: Request) throws -> Response {
    let (account, form) = (try request.account().id, try request.form())
    let terms = form.all("show").compactMap(ShowingTerm.init)
    let isPublic = terms.contains { $0.shown.level == .everyone }
    guard !terms.isEmpty, terms.count < 100, !isPublic || request.path == Self.showingEveryone else {
      throw Fault.badRequest("Choose what to show on the page that it stands on.")
    }
    try house.write { db in
      for term in terms where try !term.keep(for: account, db) { throw Fault.notFound }
    }
    return .seeOther(LocalPath.checked(form["back"])).flash(.good, "Saved. It is shown now.")
  }

  func ownLists(of account: Int64) throws -> [PeopleList] {
    try house.read { db in try PeopleList.list(of: account, db) }
  }

  /// Saves, and has open pages about systems come in again with those who saw more of this one.
  func save(
    hiding steps: [(before: ShownTo, after: ShownTo)], of account: Int64,
    _ write: (Database) throws -> Void
  ) throws {
    try house.write { db in
      try write(db)
      let hidden = steps.filter { !$0.before.isWithin($0.after) }.map(\.before)
      for audience in try audiences(of: hidden, account, db) {
        try house.doors.publish(Event("system", to: audience), db)
      }
    }
  }

  private func audiences(
    of hidden: [ShownTo], _ account: Int64, _ db: Database
  ) throws -> [Audience] {
    if hidden.contains(where: { $0.level == .everyone }) { return [.everyone] }
    if hidden.contains(where: { $0.level == .members }) {
      return [.holders(permission: Self.maySee, except: try house.doors.blocks.of(account, db))]
    }
    if hidden.contains(where: { $0.level == .friends }) {
      return try Friend.ids(of: account, db).sorted().map { .account($0) }
    }
    let people = try hidden.flatMap(\.lists).flatMap { try PeopleList.people(on: $0, db) }
    return Set(people).sorted().map { .account($0) }
  }
}
