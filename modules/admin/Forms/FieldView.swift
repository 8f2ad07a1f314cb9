import Templating

/// A field of a form as `partials/field` shows it.
struct FieldView: Renderable {
  let name: String
  let label: String
  var type = "text"
  /// The value that was typed; never a password.
  var typed: String?
  var hint: String?
  var isRequired = true
  var autocomplete: String?
  var error: String?

  var value: Value {
    [
      "name": name, "label": label, "type": type, "value": typed, "hint": hint, "error": error,
      "required": isRequired, "autocomplete": autocomplete,
    ]
  }
}

extension FormCheck: Renderable {
  /// The list on top of a refused form, with links to its fields.
  var value: Value {
    ["isBad": !isGood, "list": errors.map { ["field": $0.field, "sentence": $0.sentence] as Value }]
  }
}
