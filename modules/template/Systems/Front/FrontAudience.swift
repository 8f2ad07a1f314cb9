import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/system/front/showing: whom an account shows who fronts, and who fronted.
  func frontAudience(_ request: Request) throws -> Response {
    let account = try request.account().id
    let showing = try house.read { try FrontShowing.find(account, $0) }
    let saw = try showing.narrowed.sight(showing, ownLists(of: account)).mark
    return try show(showing, FormErrors(), saw: saw, request)
  }

  /// POST /account/system/front/showing: hiding is immediate, showing waits for a word.
  func frontAudienceSave(_ request: Request) throws -> Response {
    let account = try request.account().id
    let (before, lists) = try house.read { db in
      (try FrontShowing.find(account, db).narrowed, try PeopleList.list(of: account, db))
    }
    var typed = TypedForm(try request.form())
    var after = FrontShowing(account: account)
    after.front = typed.audience("front", lists, now: before.front)
    after.history = typed.audience("history", lists, now: before.history)
    let saw = typed.form[Sight.field]
    guard typed.errors.isEmpty else { return try show(after, typed.errors, saw: saw, request) }
    let sent = after
    let isNarrowed = after.narrowed != after
    after = after.narrowed
    let exposures = [
      Exposure(.front, account, "Who fronts in your system", before: before.front, after: after.front),
      Exposure(.history, account, "When each of you fronted", before: before.history, after: after.history),
    ]
    after.front = after.front.hidden(from: before.front)
    after.history = after.history.hidden(from: before.history)
    try save(
      hiding: [(before.front, after.front), (before.history, after.history)], of: account
    ) { db in
      try FrontShowing.find(account, db).narrowed.sight(sent, lists).check(typed.form, back: request.path)
      try after.save(db)
    }
    let sentence = isNarrowed ? Self.narrowed : nil
    return try answer(
      exposures, back: "/account/system/front", saying: "Saved." + (sentence.map { " \($0)" } ?? ""),
      noting: sentence, request)
  }

  private static let narrowed =
    "Nobody sees more of who fronted than of who fronts, so your history is shown to fewer people than you chose."

  private func show(
    _ showing: FrontShowing, _ errors: FormErrors, saw: String, _ request: Request
  ) throws -> Response {
    let lists = try ownLists(of: showing.account)
    let page: Value = [
      "saw": saw, "isRefused": !errors.isEmpty, "errors": errors,
      "trail": FrontPlace(account: showing.account, base: "/account/system/front").trail,
      "audiences": [
        AudienceField(
          name: "front", legend: "Who sees who fronts",
          hint: "Of each of you, only those who may see that one fronting.", current: showing.front,
          lists: lists, error: errors["front"]),
        AudienceField(
          name: "history", legend: "Who sees who fronted, and when",
          hint:
            "Nobody sees more of it than of who fronts. Notes, comments and statistics are for you alone.",
          current: showing.history, lists: lists, error: errors["history"]),
      ],
    ]
    return try house.page(
      "template/front-showing", page, request, status: errors.isEmpty ? .ok : .unprocessableContent)
  }
}

extension FrontShowing {
  /// What the form shows, as it is kept, beside what was sent.
  fileprivate func sight(_ sent: FrontShowing, _ lists: [PeopleList]) -> Sight {
    Sight([
      .init("Who sees who fronts", front, wanted: sent.front, lists),
      .init("Who sees who fronted, and when", history, wanted: sent.history, lists),
    ])
  }
}
