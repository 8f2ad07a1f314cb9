import Templating

/// Where a template may lie, nearest first: what stands higher wins, for pages, parents and partials alike.
enum Scope: Sendable, Hashable {
  /// An alter's own version for one house, and for all houses.
  case alterHouse(String, String)
  case alter(String)
  /// The house that asks: local before global.
  case house(String)
  case global
  case site
  /// Compiled in, for when nothing else can be read.
  case bare

  var rank: Int {
    switch self {
    case .alterHouse: 0
    case .alter: 1
    case .house: 2
    case .global: 3
    case .site: 4
    case .bare: 5
    }
  }

  var alter: String? {
    switch self {
    case .alterHouse(let alter, _), .alter(let alter): alter
    case .house, .global, .site, .bare: nil
    }
  }

  var isAlters: Bool { alter != nil }

  /// Its folder below a root; nil for what is compiled in.
  var folder: String? {
    switch self {
    case .alterHouse(let alter, let house): "modules/template/templates/\(alter)/\(house)"
    case .alter(let alter): "modules/template/templates/\(alter)"
    case .house(let house): "modules/\(house)/templates"
    case .global: "modules/template/templates/global"
    case .site: "templates"
    case .bare: nil
    }
  }
}

/// One template file in its scope: it stands above those of the same name further down.
struct TemplateOverride: Sendable {
  let name: String
  let scope: Scope
  /// What the operator made lies in the data root and wins within its scope; upgrades never touch it.
  let isOwn: Bool
  let file: TreeFile
  let template: Template
  /// Of its text.
  let hash: String

  init(name: String, scope: Scope, isOwn: Bool, file: TreeFile, template: Template) {
    (self.name, self.scope, self.isOwn, self.file, self.template) = (name, scope, isOwn, file, template)
    hash = SnapshotArchive.File.hash(of: template.source.text)
  }

  /// The number that `@next` counts from.
  var layer: Int { Self.layer(scope, isOwn: isOwn) }

  static func layer(_ scope: Scope, isOwn: Bool) -> Int { scope.rank * 2 + (isOwn ? 0 : 1) }
}
