import Kit
import Templating

/// The form about an alter, as templates know it.
struct ProfilePage: Renderable {
  let form: ProfileForm
  let scope: ProfileScope
  /// Whose it is; 0 for somebody who is new.
  let action: String
  let isNew: Bool
  /// Where they stand, and among how many.
  var place: (number: Int, count: Int)?
  /// The mark of what the form showed at first.
  var saw: String?

  private var alter: AccountAlter { form.alter }

  var value: Value {
    [
      "saw": isNew ? nil : saw, "title": isNew ? "Somebody new" : alter.name, "isNew": isNew,
      "action": action,
      "isRefused": !form.errors.isEmpty, "errors": form.errors,
      "trail": SystemTrail.value([]), "speaker": alter.speaker(for: .owner), "avatar": avatar,
      "about": about, "description": description, "custom": custom, "hasCustom": !scope.fields.isEmpty,
      "groups": groups, "hasGroups": !scope.groups.isEmpty, "face": face, "isStatus": alter.kind == .status,
      "visibility": AudienceField(
        name: "visibility", legend: "Who may know of \(them)", current: alter.shownTo, lists: scope.lists,
        error: form.errors["visibility"]),
      "frontVisibility": AudienceField(
        name: "front_visibility", legend: "Who sees \(them) fronting", hint: Systems.stricterCounts,
        current: alter.frontShownTo, lists: scope.lists, sentence: { $0.memberFrontSentence },
        error: form.errors["front_visibility"]),
      "narrowing": narrowing, "isNarrowed": !alter.narrowed.isEmpty, "isArchived": alter.archivedAt != nil,
      "visit": isNew ? nil : "/alters/\(alter.id)", "mention": isNew ? nil : Mentions.token(alter.id),
      "pictureError": form.errors["picture"],
      "place": place.map { ["number": $0.number, "count": $0.count] as Value },
    ]
  }

  private var them: String { isNew ? "them" : alter.name }

  private var avatar: Value? {
    Speaker.address(ofPicture: alter.avatar).map { ["mark": alter.avatar, "href": $0] }
  }

  private var about: [FieldView] {
    [
      field("name", "Name", alter.name, "What you call them among yourselves.", isRequired: true),
      field("display_name", "Name for others", alter.displayName, "Leave it empty to show the name itself."),
      field("pronouns", "Pronouns", alter.pronouns, "As you like them read: they/them, she/it."),
      field("birthday", "Birthday", alter.birthday, "Like 1990-11-23, or 11-23 without the year."),
      field("color", "Colour", color, "Like #33aa77. It rings the picture."),
    ]
  }

  /// With its # again, as people write it.
  private var color: String { AltersFile.color(alter.color).map { "#\($0)" } ?? alter.color }

  private func field(
    _ name: String, _ label: String, _ typed: String, _ hint: String?, isRequired: Bool = false
  ) -> FieldView {
    FieldView(
      name: name, label: label, typed: typed, hint: hint, error: form.errors[name], isRequired: isRequired)
  }

  private var description: FieldView {
    FieldView(
      name: "description", label: "Description", typed: alter.description,
      hint: "Markdown, up to \(AccountAlter.longestDescription) characters.",
      error: form.errors["description"], isText: true)
  }

  private var custom: [FieldView] {
    scope.fields.map { field in
      let name = "field-\(field.id)"
      return FieldView(
        name: name, label: field.name, typed: form.values[field.id] ?? "", hint: field.kind.hint,
        error: form.errors[name], isText: field.kind == .text, lines: 2)
    }
  }

  private var groups: [Value] {
    GroupTree(scope.groups).all.map { branch in
      ["id": branch.group.id, "title": branch.path, "isIn": form.groups.contains(branch.group.id)]
    }
  }

  private var face: FieldView {
    let options = scope.faces.map { FieldView.Option($0.slug, $0.title, isCurrent: $0.slug == alter.face) }
    return FieldView(
      name: "face", label: "Face", hint: "What the site wears for you when you follow your own front.",
      options: [FieldView.Option("", "The neutral one", isCurrent: alter.face.isEmpty)] + options)
  }

  private var narrowing: [FieldView] {
    AlterField.allCases.map { field in
      FieldView(
        name: "see_\(field.rawValue)", label: "Who sees the \(field.title.lowercased())",
        options: NarrowedField.options(alter.narrowed[field], scope.lists))
    }
  }
}

extension AlterField {
  var title: String {
    switch self {
    case .name: "Name"
    case .pronouns: "Pronouns"
    case .description: "Description"
    case .birthday: "Birthday"
    case .avatar: "Picture"
    case .color: "Colour"
    }
  }
}

extension Visibility {
  /// Of a front that gives the site no face.
  var memberFrontSentence: String {
    switch self {
    case .everyone: "Everyone sees it, also without an account."
    case .members: "People who are signed in see it."
    case .friends: "Your friends see it."
    case .nobody: "Only you see it."
    }
  }
}

/// The way back from the pages below one's system.
enum SystemTrail {
  static func value(_ steps: [(title: String, href: String)]) -> Value {
    let all = [("Your system", "/account/system")] + steps
    return ["steps": all.map { ["title": $0.0, "href": $0.1] as Value }]
  }
}
