import Foundation
import Kit

/// Reads what was typed about an alter, a group or a system, and remembers what it was refused for.
struct TypedForm {
  let form: Form
  private(set) var errors = FormErrors()

  init(_ form: Form) { self.form = form }

  mutating func refuse(_ field: String, _ sentence: String) { errors.refuse(field, sentence) }

  /// One line of plain text.
  mutating func line(_ field: String, _ label: String, longest: Int, isRequired: Bool = false) -> String {
    let line = PlainText.line(form[field])
    if line.isEmpty, isRequired {
      refuse(field, "\(label) can’t be empty.")
    } else if let objection = PlainText.objection(toLine: line, longest: longest) {
      refuse(field, objection.sentence(about: label))
    }
    return line
  }

  /// Markdown.
  mutating func markdown(
    _ field: String, _ label: String, longest: Int, _ cook: (String) throws -> Void
  ) throws -> String {
    let text = PlainText.lines(form[field])
    guard PlainText.showsSomething(text) else { return "" }
    if let objection = PlainText.objection(toText: text, longest: longest) {
      refuse(field, objection.sentence(about: label))
      return text
    }
    do { try cook(text) } catch let fault as Fault { refuse(field, fault.message) }
    return text
  }

  /// `rrggbb` of what was typed, or the text itself where it is no colour.
  mutating func color(_ field: String) -> String {
    let typed = PlainText.line(form[field])
    if typed.isEmpty { return "" }
    if let color = AltersFile.color(typed) { return color }
    refuse(field, "A colour is written like #33aa77.")
    return typed
  }

  /// Whom it is shown to; `current` as it is kept.
  mutating func audience(_ field: String, _ lists: [PeopleList], now current: ShownTo) -> ShownTo {
    if let shown = ShownTo(form, field, lists: lists, now: current) { return shown }
    refuse(field, ShownTo.nothingChosen)
    return .nobody
  }

  /// The mark of the picture: a new one, the one that was there, or none.
  mutating func picture(_ keep: (Upload) throws -> String, isOwn: (String) throws -> Bool) throws -> String {
    if let upload = form.uploads.first(where: { $0.field == "picture" }) {
      do { return try keep(upload) } catch let refusal as PictureShelf.Refusal {
        refuse("picture", refusal.sentence)
      }
    }
    guard !form.has("no_picture") else { return "" }
    let mark = form["avatar"]
    return try isOwn(mark) ? mark : ""
  }
}
