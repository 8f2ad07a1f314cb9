import Kit

extension ShownTo {
  /// In words that tell one choice from every other.
  func told(_ lists: [PeopleList], _ sentence: (ShownTo) -> String = \.sentence) -> String {
    guard !self.lists.isEmpty else { return sentence(self) }
    let names = lists.filter { self.lists.contains($0.id) }.map { "“\($0.name)”" }
    return "People on \(names.joined(separator: ", "))."
  }
}

extension Sight.Part {
  init(_ label: String, _ shown: ShownTo, wanted: ShownTo, _ lists: [PeopleList]) {
    self.init(label, shown.told(lists), wanted: wanted.told(lists))
  }
}
