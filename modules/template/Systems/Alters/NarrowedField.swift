import Kit

/// The choice that shows one field of an alter to fewer than the alter: a circle, one list, or nobody.
enum NarrowedField {
  private static let list = "list:"
  /// More than one list, which a line of choices has no room for.
  private static let kept = "kept"

  static func options(_ current: ShownTo?, _ lists: [PeopleList]) -> [FieldView.Option] {
    let single = current.flatMap { $0.lists.count == 1 ? $0.lists.first : nil }
    let isKept = single == nil && current?.lists.isEmpty == false
    return [FieldView.Option("", "Whoever may know of them", isCurrent: current == nil)]
      + [.members, .friends].map(option(current))
      + lists.map {
        FieldView.Option("\(list)\($0.id)", "Only “\($0.name)”", isCurrent: $0.id == single)
      }
      + (isKept ? [FieldView.Option(kept, "The lists it has now", isCurrent: true)] : [])
      + [option(current)(.nobody)]
  }

  private static func option(_ current: ShownTo?) -> (Visibility) -> FieldView.Option {
    { FieldView.Option($0.rawValue, $0.title, isCurrent: current == ShownTo($0)) }
  }

  static func read(
    _ form: Form, _ lists: [PeopleList], now current: [AlterField: ShownTo]
  ) -> [AlterField: ShownTo] {
    var narrowed: [AlterField: ShownTo] = [:]
    for field in AlterField.allCases {
      narrowed[field] = shown(form["see_\(field.rawValue)"], lists, now: current[field])
    }
    return narrowed
  }

  /// A list that is not one's own is nobody.
  private static func shown(_ word: String, _ lists: [PeopleList], now current: ShownTo?) -> ShownTo? {
    if word == kept { return current }
    if word.hasPrefix(list) {
      let id = Int64(word.dropFirst(list.count))
      return ShownTo(.nobody, lists: Set(lists.map(\.id).filter { $0 == id }))
    }
    return Visibility(rawValue: word).flatMap { $0 == .everyone ? nil : ShownTo($0) }
  }
}
