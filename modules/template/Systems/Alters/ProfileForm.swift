import Foundation
import Kit

/// What was typed about an alter, as it was typed.
struct ProfileForm {
  /// With what was typed in the place of what is kept.
  var alter: AccountAlter
  var groups: Set<Int64>
  /// What the custom fields hold, by their ids.
  var values: [Int64: String]
  var errors = FormErrors()

  /// As it is kept.
  init(_ alter: AccountAlter, groups: Set<Int64>, values: [Int64: String]) {
    (self.alter, self.groups, self.values) = (alter, groups, values)
    self.alter.birthday = Birthday(alter.birthday)?.typed ?? alter.birthday
  }

  /// As it was sent. `alter` is whom it is about.
  init(
    _ form: Form, _ alter: AccountAlter, _ scope: ProfileScope, cook: (String) throws -> Void
  ) throws {
    var typed = TypedForm(form)
    self.alter = alter
    self.alter.name = typed.line(
      "name", "The name", longest: AccountAlter.longestName, isRequired: true, kept: alter.name)
    self.alter.displayName = typed.line(
      "display_name", "The name for others", longest: AccountAlter.longestName, kept: alter.displayName)
    self.alter.pronouns = typed.line(
      "pronouns", "Pronouns", longest: AccountAlter.longestPronouns, kept: alter.pronouns)
    self.alter.color = typed.color("color", kept: alter.color)
    self.alter.description = try typed.markdown(
      "description", "The description", longest: AccountAlter.longestDescription, kept: alter.description,
      cook)
    self.alter.birthday = Self.birthday(&typed, before: alter.birthday)
    self.alter.kind = form.has("status") ? .status : .alter
    self.alter.face = scope.faces.contains { $0.slug == form["face"] } ? form["face"] : ""
    self.alter.shownTo = typed.audience("visibility", scope.lists, now: alter.shownTo)
    self.alter.frontShownTo = typed.audience("front_visibility", scope.lists, now: alter.frontShownTo)
    self.alter.narrowed = NarrowedField.read(form, scope.lists, now: alter.narrowed)
    groups = Set(form.all("group").compactMap { Int64($0) }).intersection(scope.groups.map(\.id))
    values = Self.values(&typed, scope.fields, before: scope.values)
    errors = typed.errors
  }

  /// What an import left in another shape may stay as it is.
  private static func birthday(_ typed: inout TypedForm, before: String) -> String {
    let text = PlainText.line(typed.form["birthday"])
    guard !text.isEmpty, text != before else { return text }
    if let day = Birthday(typed: text) { return day.text }
    typed.refuse("birthday", "A birthday is written like 1990-11-23, or 11-23 without the year.")
    return text
  }

  private static func values(
    _ typed: inout TypedForm, _ fields: [CustomField], before: [Int64: String]
  ) -> [Int64: String] {
    var values: [Int64: String] = [:]
    for field in fields {
      let name = "field-\(field.id)"
      let text = PlainText.text(typed.form[name])
      guard !text.isEmpty, text != before[field.id].map(PlainText.text) else {
        values[field.id] = text.isEmpty ? text : before[field.id]
        continue
      }
      let value = field.kind.value(text)
      if value == nil { typed.refuse(name, field.refusal(of: text)) }
      values[field.id] = value ?? text
    }
    return values
  }

  /// Takes the picture that came with the form, if one did.
  mutating func take(_ picture: (inout TypedForm) throws -> String, from form: Form) throws {
    var typed = TypedForm(form)
    alter.avatar = try picture(&typed)
    if let sentence = typed.errors["picture"] { errors.refuse("picture", sentence) }
  }
}

extension CustomField {
  fileprivate func refusal(of text: String) -> String {
    let objection = kind == .text ? PlainText.objection(toText: text, longest: Self.longestValue) : nil
    return objection?.sentence(about: name) ?? "\(name): this is written otherwise. \(kind.hint ?? "")"
  }
}
