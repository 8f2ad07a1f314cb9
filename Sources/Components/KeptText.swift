import HTTPTypes
import Kit
import Templating

/// What somebody wrote in a form that was refused: shown again, to be sent once more or copied.
struct KeptText {
  /// How the form goes out once more.
  enum Again {
    case same
    /// In another's name than it was written in, whom the button names.
    case instead(String)
  }

  private let name: String
  private let form: Form
  private let action: String
  /// Whose page it was, where nobody is signed in now who could be compared with them.
  private let owner: String?

  /// nil where nothing was written, or where it can't be read.
  init?(_ request: Request, isOwn: Bool) {
    guard isOwn, request.method == .post, let form = try? request.form(), let name = Self.written(in: form)
    else { return nil }
    (self.name, self.form) = (name, form)
    action = request.query[Request.madeFor] == nil ? request.target : request.path
    owner = request.viewer.isGuest ? request.formOwner : nil
  }

  /// Fields of forms whose text somebody would miss, in the order of preference.
  private static let texts = ["body", "text", "message", "description", "title"]

  /// One of them, or whatever is the longest: words, not a number, a mark or a secret.
  private static func written(in form: Form) -> String? {
    if let known = texts.first(where: { !form[$0].isEmpty }) { return known }
    let words = form.passedOn.filter { !isMachine($0.name) && $0.value.contains(where: \.isLetter) }
    return words.max { $0.value.count < $1.value.count }?.name
  }

  private static let machine: Set<String> = [
    Sight.field, "nonce", "next", "back", "op", "act", "show", "vote", "to", "was", "section", "draft",
    "token",
    "code", "shown", "secret", "choice", "visibility", "front_visibility", "kind", "agreed", "avatar",
    "scheme", "face", "repaint", "mark", "credential", "name", "mail", "zone",
  ]

  private static func isMachine(_ name: String) -> Bool {
    machine.contains(name) || name.hasPrefix("speaker") || isSecret(name)
  }

  private static func isSecret(_ name: String) -> Bool {
    ["password", "code", "secret", "passkey"].contains { name.contains($0) }
  }

  func value(again: Again?) -> Value {
    [
      "text": form[name], "name": name, "action": again == nil ? nil : action, "hidden": hidden(again),
      "submit": Self.label(again),
    ]
  }

  private static func label(_ again: Again?) -> String {
    if case .instead(let name) = again { "Send it as \(name)" } else { "Try again" }
  }

  /// Who was chosen to speak is one of whoever wrote it; the button says who does now.
  private func hidden(_ again: Again?) -> [Value] {
    var others = form.passedOn.filter { $0.name != name && !Self.isSecret($0.name) }
    if case .instead = again, others.contains(where: { $0.name.hasPrefix("speaker") }) {
      others.removeAll { $0.name.hasPrefix("speaker") }
      others.append(("speaker", "0"))
    }
    if let owner { others.append((Request.madeFor, owner)) }
    return others.map { ["name": $0.name, "value": $0.value] }
  }
}
