import Templating

/// In what order the template of a name is looked for, for one house while one alter gives the face.
struct Chain {
  let files: TemplateFiles
  let scopes: [Scope]

  /// `alter` nil: the neutral face. `house` empty: pages of no house.
  init(_ files: TemplateFiles, alter: String?, house: String) {
    self.init(files, files.structure(of: alter), house: house)
  }

  init(_ files: TemplateFiles, _ structure: Structure, house: String) {
    self.files = files
    let (folder, edits) = (structure.folder, structure.edits)
    let nearest = [edits.map { Scope.editedHouse($0, house) }, folder.map { .alterHouse($0, house) }]
    let own = [edits.map { Scope.edited($0) }, folder.map { .alter($0) }]
    let houses = house.isEmpty ? own : nearest + own + [.house(house)]
    scopes = houses.compactMap(\.self) + [.global, .site, .bare]
  }

  /// All files of a name, whether it may be overridden or not.
  func files(_ name: String) -> [TemplateOverride] { scopes.flatMap { files.files(name, in: $0) } }

  /// Those that count, the one that wins first.
  func candidates(_ name: String) -> [TemplateOverride] {
    Protection.covers(name) ? files(name).filter { !$0.scope.isAlters } : files(name)
  }

  func find(_ name: String, below layer: Int?) -> Template? {
    candidates(name).first { $0.layer > layer ?? -1 }?.template
  }

  /// What this house may be asked to render: everything in the chain but other houses' templates, whose
  /// own partials are out of its reach.
  func names(of house: String) -> [String] {
    let others = files.houses.filter { $0 != house }.map { $0 + "/" }
    return Set(scopes.flatMap(files.names)).filter { name in !others.contains { name.hasPrefix($0) } }
      .sorted()
  }

  func link(for house: String) throws -> Library {
    try Library(names: names(of: house)) { name, layer in find(name, below: layer) }
  }
}

/// Pages on which nobody may be led astray or locked out: no alter can replace them.
enum Protection {
  private static let prefixes = ["errors/", "admin/", "account/", "template/", "layout-admin"]

  static func covers(_ template: String) -> Bool {
    prefixes.contains { template.hasPrefix($0) } || template.contains("/moderation")
  }

  /// Houses whose pages are all of that kind keep the neutral structure whole; a palette still applies.
  static func covers(house: String) -> Bool { house == "admin" || house == "template" }
}
