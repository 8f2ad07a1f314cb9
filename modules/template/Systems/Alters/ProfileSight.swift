import Kit

extension ProfileForm {
  /// What the form shows, as it is kept, beside what was sent.
  func sight(_ sent: ProfileForm, _ scope: ProfileScope) -> Sight {
    Sight(lines + custom(scope) + choices(sent, scope) + audiences(sent, scope))
  }

  private var lines: [Sight.Part] {
    [
      .init("Name", alter.name, field: "name"),
      .init("Name for others", alter.displayName, field: "display_name"),
      .init("Pronouns", alter.pronouns, field: "pronouns"),
      .init("Birthday", alter.birthday, field: "birthday"),
      .init("Colour", alter.color.isEmpty ? "" : "#\(alter.color)", field: "color"),
      .init("Description", alter.description, field: "description"),
    ]
  }

  private func custom(_ scope: ProfileScope) -> [Sight.Part] {
    scope.fields.map { .init($0.name, values[$0.id] ?? "", field: "field-\($0.id)") }
  }

  private func choices(_ sent: ProfileForm, _ scope: ProfileScope) -> [Sight.Part] {
    [
      .init("Who or how", alter.kind.words, wanted: sent.alter.kind.words),
      .init(
        "Picture", alter.avatar.isEmpty ? "None" : "One", wanted: sent.alter.avatar.isEmpty ? "None" : "One"),
      .init("Groups", groupNames(scope), wanted: sent.groupNames(scope)),
      .init("Face", faceTitle(scope), wanted: sent.faceTitle(scope)),
    ]
  }

  private func audiences(_ sent: ProfileForm, _ scope: ProfileScope) -> [Sight.Part] {
    let everybody = ShownTo(.everyone)
    return [
      .init("Who may know of them", alter.shownTo, wanted: sent.alter.shownTo, scope.lists),
      .init("Who sees them fronting", alter.frontShownTo, wanted: sent.alter.frontShownTo, scope.lists),
    ]
      + AlterField.allCases.map { field in
        .init(
          "Who sees the \(field.title.lowercased())", alter.narrowed[field] ?? everybody,
          wanted: sent.alter.narrowed[field] ?? everybody, scope.lists)
      }
  }

  private func groupNames(_ scope: ProfileScope) -> String {
    scope.groups.filter { groups.contains($0.id) }.map(\.name).joined(separator: ", ")
  }

  private func faceTitle(_ scope: ProfileScope) -> String {
    scope.faces.first { $0.slug == alter.face }?.title ?? "The neutral one"
  }
}

extension Alter.Kind {
  var words: String {
    switch self {
    case .alter: "Somebody"
    case .status: "How things are"
    }
  }
}
