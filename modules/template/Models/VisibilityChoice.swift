import Templating

/// The question who may see something, as `template/partials/visibility` asks it.
struct VisibilityChoice: Renderable {
  /// Of the form's field.
  let name: String
  let legend: String
  let current: Visibility
  /// What each answer means.
  var sentence: @Sendable (Visibility) -> String = \.sentence
  var hint: String?

  var value: Value {
    [
      "name": name, "legend": legend, "hint": hint,
      "choices": Visibility.offered(besides: current).map { choice -> Value in
        [
          "id": "\(name)-\(choice.rawValue)", "value": choice.rawValue, "title": choice.title,
          "sentence": sentence(choice), "current": choice == current,
        ]
      },
    ]
  }
}

extension Visibility {
  /// Friends are not on offer yet; what has them already keeps them.
  static func offered(besides current: Visibility) -> [Visibility] {
    allCases.filter { $0 != .friends || current == .friends }
  }
}
