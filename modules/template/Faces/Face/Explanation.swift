import Templating

/// Every place where a template may lie for an alter and a house, which one wins, and why.
struct Explanation: Renderable {
  struct Question {
    let template: String
    /// Empty: the neutral face.
    let alter: String
    /// Empty: pages of no house.
    let house: String
  }

  struct Candidate: Equatable, Encodable {
    let path: String
    let layer: String
    let isThere: Bool
    let isWinner: Bool
    let reason: String
  }

  let question: Question
  let candidates: [Candidate]

  var winner: Candidate? { candidates.first(where: \.isWinner) }

  init(_ question: Question, _ files: TemplateFiles) {
    self.question = question
    let alter = question.alter.isEmpty ? nil : question.alter
    let isBarred = Protection.covers(question.template) || Protection.covers(house: question.house)
    let chain = Chain(files, alter: alter, house: question.house)
    let found = chain.files(question.template)
    let winner = found.first { !(isBarred && $0.scope.isAlters) }
    candidates = chain.scopes.flatMap { scope in
      [true, false].compactMap { isOwn in
        let file = found.first { $0.scope == scope && $0.isOwn == isOwn }
        guard let path = Self.path(scope, isOwn, question.template, file) else { return nil }
        let isWinner = file != nil && file?.layer == winner?.layer
        return Candidate(
          path: path, layer: scope.title + (isOwn ? ", the operator's own" : ""), isThere: file != nil,
          isWinner: isWinner,
          reason: Self.reason(isThere: file != nil, isWinner, isBarred: isBarred && scope.isAlters))
      }
    }
  }

  /// What is compiled in has no place to be missing from.
  private static func path(
    _ scope: Scope, _ isOwn: Bool, _ template: String, _ file: TemplateOverride?
  ) -> String? {
    guard let folder = scope.folder else { return file?.file.path }
    return "\(isOwn ? "site/" : "")\(folder)/\(template).mustache"
  }

  private static func reason(isThere: Bool, _ isWinner: Bool, isBarred: Bool) -> String {
    guard isThere else { return "not there" }
    if isBarred { return "an alter may not replace this page" }
    return isWinner ? "wins" : "stands below"
  }

  var value: Value {
    [
      "template": question.template, "alter": question.alter, "house": question.house,
      "candidates": candidates.map {
        ["path": $0.path, "layer": $0.layer, "isWinner": $0.isWinner, "reason": $0.reason] as Value
      },
    ]
  }
}

extension Scope {
  var title: String {
    switch self {
    case .editedHouse(let face, let house): "\(face), for \(house), as published"
    case .alterHouse(let alter, let house): "\(alter), for \(house)"
    case .edited(let face): "\(face), as published"
    case .alter(let alter): alter
    case .house(let house): "the house \(house)"
    case .global: "the global face"
    case .site: "the site"
    case .bare: "compiled in"
    }
  }
}
