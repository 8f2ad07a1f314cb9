import Kit
import Templating

/// What somebody sees whose form would have overwritten what another one has saved meanwhile: both, and a button
/// for either.
struct OvertakenPage: Renderable {
  private let overtaken: Overtaken
  private let action: String
  private let form: Form

  init(_ overtaken: Overtaken, _ request: Request) throws {
    (self.overtaken, action, form) = (overtaken, request.target, try request.form())
  }

  var value: Value {
    [
      "action": action, "back": overtaken.back, "hidden": hidden,
      "parts": overtaken.parts.enumerated().map(view),
    ]
  }

  private func view(_ number: Int, _ part: Sight.Part) -> Value {
    let mine = part.sent(form)
    return [
      "id": "mine-\(number)", "label": part.label, "theirs": part.text, "mine": mine, "name": part.field,
      "isText": [mine, part.text].contains { $0.contains("\n") || $0.count > 100 },
    ]
  }

  /// All that was sent but what is shown, and what makes it pass now.
  private var hidden: [Value] {
    let shown = Set(overtaken.parts.compactMap(\.field))
    let others = form.passedOn.filter {
      !shown.contains($0.name) && overtaken.fresh[$0.name] == nil && !$0.name.contains("password")
    }
    return others.map { ["name": $0.name, "value": $0.value] }
      + overtaken.fresh.sorted { $0.key < $1.key }.map { ["name": $0.key, "value": $0.value] }
  }
}
