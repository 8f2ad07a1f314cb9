import Templating

/// Where a template may lie, nearest first: what stands higher wins, for pages, parents and partials alike.
enum Scope: Sendable, Hashable {
  /// What the editor published for a face, for one house; it wins over a file of the same scope.
  case editedHouse(String, String)
  /// An alter's own version for one house, and for all houses.
  case alterHouse(String, String)
  case edited(String)
  case alter(String)
  /// The house that asks: local before global.
  case house(String)
  case global
  case site
  /// Compiled in, for when nothing else can be read.
  case bare

  var rank: Int {
    switch self {
    case .editedHouse: 0
    case .alterHouse: 1
    case .edited: 2
    case .alter: 3
    case .house: 4
    case .global: 5
    case .site: 6
    case .bare: 7
    }
  }

  var alter: String? {
    switch self {
    case .editedHouse(let alter, _), .alterHouse(let alter, _), .edited(let alter), .alter(let alter): alter
    case .house, .global, .site, .bare: nil
    }
  }

  var isAlters: Bool { alter != nil }

  /// Whether it lies in no folder of its own, but in a version that was published.
  var isEdited: Bool {
    switch self {
    case .editedHouse, .edited: true
    default: false
    }
  }

  /// Its folder below a root; nil for what is compiled in or lies in a version.
  var folder: String? {
    switch self {
    case .alterHouse(let alter, let house): "modules/template/templates/\(alter)/\(house)"
    case .alter(let alter): "modules/template/templates/\(alter)"
    case .house(let house): "modules/\(house)/templates"
    case .global: "modules/template/templates/global"
    case .site: "templates"
    case .editedHouse, .edited, .bare: nil
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
