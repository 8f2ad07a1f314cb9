import Kit
import Templating

/// What was typed about a group.
struct GroupForm {
  var group: AlterGroup
  var errors = FormErrors()

  init(_ group: AlterGroup) { self.group = group }

  /// What the form shows, as it is kept, beside what was sent.
  func sight(_ sent: GroupForm, _ tree: GroupTree, _ lists: [PeopleList]) -> Sight {
    Sight([
      .init("Name", group.name, field: "name"), .init("Sign", group.emoji, field: "emoji"),
      .init("Colour", group.color.isEmpty ? "" : "#\(group.color)", field: "color"),
      .init("Description", group.description, field: "description"),
      .init("Within", Self.title(group.parent, tree), wanted: Self.title(sent.group.parent, tree)),
      .init("Who sees this group", group.shownTo, wanted: sent.group.shownTo, lists),
    ])
  }

  private static func title(_ parent: Int64?, _ tree: GroupTree) -> String {
    tree.all.first { $0.group.id == parent }?.path ?? "No other group"
  }

  init(_ form: Form, _ group: AlterGroup, _ tree: GroupTree, _ lists: [PeopleList]) {
    var typed = TypedForm(form)
    self.group = group
    self.group.name = typed.line(
      "name", "The name", longest: AccountAlter.longestName, isRequired: true, kept: group.name)
    self.group.description = typed.text(
      "description", "The description", longest: AlterGroup.longestDescription, kept: group.description)
    self.group.emoji = typed.line("emoji", "The sign", longest: AlterGroup.longestSign, kept: group.emoji)
    self.group.color = typed.color("color", kept: group.color)
    self.group.shownTo = typed.audience("visibility", lists, now: group.shownTo)
    self.group.parent = Int64(form["parent"])
    if let parent = self.group.parent, !Self.parents(group, tree).contains(where: { $0.group.id == parent }) {
      typed.refuse(
        "parent", "It can’t stand within itself, nor deeper than \(AlterGroup.deepest) groups within groups.")
    }
    errors = typed.errors
  }

  private static func parents(_ group: AlterGroup, _ tree: GroupTree) -> [GroupTree.Branch] {
    tree.parents(for: group.id == 0 ? nil : group.id)
  }

  func view(_ tree: GroupTree, _ lists: [PeopleList], saw: String? = nil) -> Value {
    [
      "saw": saw,
      "entries": entries(tree),
      "visibility": AudienceField(
        name: "visibility", legend: "Who sees this group",
        hint: "Of those in it, each is shown only to those who may know of them.",
        current: group.shownTo, lists: lists, error: errors["visibility"]),
    ]
  }

  private func entries(_ tree: GroupTree) -> [FieldView] {
    let parents = Self.parents(group, tree).map {
      FieldView.Option("\($0.group.id)", $0.path, isCurrent: $0.group.id == group.parent)
    }
    return [
      FieldView(name: "name", label: "Name", typed: group.name, error: errors["name"], isRequired: true),
      FieldView(
        name: "emoji", label: "Sign", typed: group.emoji, hint: "An emoji, if you like.",
        error: errors["emoji"]),
      FieldView(
        name: "color", label: "Colour", typed: AltersFile.color(group.color).map { "#\($0)" } ?? group.color,
        hint: "Like #33aa77.", error: errors["color"]),
      FieldView(
        name: "description", label: "Description", typed: group.description, error: errors["description"],
        isText: true),
      FieldView(
        name: "parent", label: "Within", error: errors["parent"],
        options: [FieldView.Option("", "No other group", isCurrent: group.parent == nil)] + parents),
    ]
  }
}
