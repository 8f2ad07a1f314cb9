import Templating

/// A field of a form as `template/partials/entry` shows it: a line, a text or a choice.
struct FieldView: Renderable {
  struct Option: Renderable {
    let value: Value

    init(_ word: String, _ title: String, isCurrent: Bool) {
      value = ["value": word, "title": title, "current": isCurrent]
    }
  }

  let name: String
  let label: String
  var typed = ""
  var hint: String?
  var error: String?
  var isRequired = false
  /// Takes several lines.
  var isText = false
  /// How many lines it shows at first.
  var lines = 6
  /// A choice among these.
  var options: [Option] = []
  /// The id of a list of proposals.
  var list: String?

  var value: Value {
    [
      "name": name, "label": label, "typed": typed, "hint": hint, "error": error, "required": isRequired,
      "isText": isText, "lines": lines, "isLine": !isText && options.isEmpty, "hasOptions": !options.isEmpty,
      "options": options, "list": list,
    ]
  }
}
