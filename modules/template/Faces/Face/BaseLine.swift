import Templating

/// How an override says what it was made from: `{{! base: forums/thread sha256:… }}`. When that template
/// changes, whoever keeps the override is told.
struct BaseLine: Equatable {
  let name: String
  let hash: String

  init(name: String, hash: String) { (self.name, self.hash) = (name, hash) }

  /// nil if the text says nothing of the kind.
  init?(in text: String) {
    guard let match = text.firstMatch(of: /\{\{!\s*base:\s*(\S+)\s+sha256:([0-9a-f]{64})\s*\}\}/) else {
      return nil
    }
    (name, hash) = (String(match.1), String(match.2))
  }

  init(_ base: TemplateOverride) { self.init(name: base.name, hash: base.hash) }

  var text: String { "{{! base: \(name) sha256:\(hash) }}" }
}

/// An override that says what it was made from, and what stands below it now.
struct BasedOverride {
  let override: TemplateOverride
  let line: BaseLine
  /// nil if nothing of that name stands below it any more.
  let base: TemplateOverride?

  var isOutdated: Bool { base?.hash != line.hash }

  static func all(_ files: TemplateFiles) -> [BasedOverride] {
    let found = files.all.compactMap { override -> BasedOverride? in
      guard let line = BaseLine(in: override.template.source.text), line.name == override.name else {
        return nil
      }
      let base = files.below(override)
      return BasedOverride(override: override, line: line, base: base)
    }
    return found.sorted { $0.override.template.source.file < $1.override.template.source.file }
  }
}

extension TemplateFiles {
  /// What an override stands upon.
  func below(_ override: TemplateOverride) -> TemplateOverride? {
    Chain(self, alter: override.scope.alter, house: house(of: override)).candidates(override.name)
      .first { $0.layer > override.layer }
  }

  /// For which house an override is made: its folder's, or the one that its name begins with.
  private func house(of override: TemplateOverride) -> String {
    switch override.scope {
    case .editedHouse(_, let house), .alterHouse(_, let house), .house(let house): house
    case .edited, .alter, .global, .site, .bare:
      houses.first { override.name.hasPrefix($0 + "/") } ?? ""
    }
  }
}
