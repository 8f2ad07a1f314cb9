import HTTPTypes
import Kit
import Templating

/// Something that a form would show to people who don't see it now. Hiding happens at once; this waits until
/// somebody has read who will see what.
struct Exposure: Sendable {
  /// Names it in the form that agrees.
  let key: String
  /// What comes to light, as a sentence begins with it: "That Seles fronts".
  let what: String
  /// Who sees it then.
  let after: ShownTo
  /// What is said of it alone, where something else keeps it closer.
  let word: ShownTo

  /// nil where nobody sees more than before.
  init?(_ key: String, _ what: String, before: ShownTo, after: ShownTo, word: ShownTo? = nil) {
    guard !after.isWithin(before) else { return nil }
    (self.key, self.what, self.after, self.word) = (key, what, after, word ?? after)
  }

  /// What somebody agrees to; it is another text for anything else.
  var terms: String { "\(key)=\(word.level.rawValue)\(word.lists.json)" }

  func sentence(_ lists: [PeopleList]) -> String {
    switch after.level {
    case .everyone: "\(what): everyone, also people without an account and search engines."
    case .members: "\(what): everybody who is signed in here."
    case .friends: "\(what): your friends."
    case .nobody:
      "\(what): people on \(lists.filter { after.lists.contains($0.id) }.map { "“\($0.name)”" }.joined(separator: ", "))."
    }
  }
}

extension ShownTo {
  /// What of a change need not wait: what is shown to fewer people.
  func hidden(from before: ShownTo) -> ShownTo { isWithin(before) ? self : before.and(self) }
}

extension Systems {
  /// The page that waits for somebody to agree, or nil where nothing waits: nobody sees more, or they agreed
  /// to exactly this. `action` takes the form again. What everyone shall see goes to `publicly`, a route that
  /// asks who it is.
  func agreement(
    to exposures: [Exposure?], lists: [PeopleList], action: String, publicly: String, saw: String,
    _ request: Request
  ) throws -> Response? {
    let exposures = exposures.compactMap(\.self)
    let terms = exposures.map(\.terms).joined(separator: ";")
    let form = try request.form()
    let action = exposures.contains { $0.after.level == .everyone } ? publicly : action
    guard !exposures.isEmpty, form[Self.agreed] != terms || request.path != action else { return nil }
    let page: Value = [
      "action": action, "sentences": exposures.map { ["text": $0.sentence(lists)] as Value },
      "hidden": form.passedOn.filter { $0.name != Self.agreed && $0.name != Sight.field }
        .map { ["name": $0.name, "value": $0.value] as Value } + [
          ["name": Self.agreed, "value": terms] as Value, ["name": Sight.field, "value": saw] as Value,
        ],
    ]
    return try house.page("template/agreement", page, request).with(.cacheControl, "no-store")
  }

  private static let agreed = "agreed"
}
