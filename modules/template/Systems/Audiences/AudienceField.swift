import Kit
import Templating

/// The part of a form that asks whom something is shown to: `template/partials/audience`. Without JavaScript
/// too; lists that are ticked count where "chosen lists" is chosen, and nowhere else.
struct AudienceField: Renderable {
  /// The field's name; lists come as `<name>-list`.
  let name: String
  /// The question: "Who may know of Seles".
  let legend: String
  var hint: String?
  let current: ShownTo
  /// Those of the owner, if it is the owner who edits: nobody else learns what they are called.
  let lists: [PeopleList]
  /// What each choice comes to.
  var sentence: @Sendable (Visibility) -> String = \.sentence
  var error: String?

  /// Stands in the form for the lists.
  static let chosenLists = "lists"

  var value: Value {
    [
      "name": name, "legend": legend, "hint": hint, "error": error, "choices": choices,
      "lists": lists.map(view), "hasLists": !lists.isEmpty, "isKept": lists.isEmpty && !current.lists.isEmpty,
    ]
  }

  private var choices: [Value] {
    [.everyone, .members, .friends].map { choice($0.rawValue, $0.title, sentence($0), $0 == current.level) }
      + listChoice
      + [choice(Visibility.nobody.rawValue, Visibility.nobody.title, sentence(.nobody), current == .nobody)]
  }

  private var listChoice: [Value] {
    guard !lists.isEmpty || !current.lists.isEmpty else { return [] }
    let sentence =
      lists.isEmpty ? "As it is now: lists that another person made." : "Only people on them see this."
    return [choice(Self.chosenLists, "Chosen lists", sentence, !current.lists.isEmpty)]
  }

  private func choice(_ value: String, _ title: String, _ sentence: String, _ isCurrent: Bool) -> Value {
    [
      "value": value, "title": title, "sentence": sentence, "current": isCurrent,
      "isLists": value == Self.chosenLists,
    ]
  }

  private func view(_ list: PeopleList) -> Value {
    [
      "id": list.id, "title": list.name, "people": list.people,
      "checked": current.lists.contains(list.id),
    ]
  }
}

extension ShownTo {
  /// What a form says; nil where "chosen lists" stands without one. Nonsense is nobody's, and lists that are
  /// not the owner's are none. Somebody who may not know the lists leaves them as they are.
  init?(_ form: Form, _ name: String, lists: [PeopleList], now current: ShownTo) {
    guard form[name] == AudienceField.chosenLists else {
      self.init(Visibility(rawValue: form[name]) ?? .nobody)
      return
    }
    let chosen = Set(form.all("\(name)-list").compactMap { Int64($0) }).intersection(lists.map(\.id))
    let kept = lists.isEmpty ? current.lists : chosen
    guard !kept.isEmpty else { return nil }
    self.init(.nobody, lists: kept)
  }

  static let nothingChosen = "Choose at least one list, or another answer."
}

extension PeopleList {
  /// "3 people"
  var people: String { count == 1 ? "1 person" : "\(count) people" }
}
