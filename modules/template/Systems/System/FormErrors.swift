import Templating

/// What a form was refused for: by field, in the order of the form.
struct FormErrors: Renderable {
  private var list: [(field: String, sentence: String)] = []

  var isEmpty: Bool { list.isEmpty }

  mutating func refuse(_ field: String, _ sentence: String) { list.append((field, sentence)) }

  subscript(field: String) -> String? { list.first { $0.field == field }?.sentence }

  /// For the list on top, which leads to the fields.
  var value: Value {
    isEmpty ? .null : .list(list.map { ["href": "#\($0.field)", "text": $0.sentence] as Value })
  }
}
