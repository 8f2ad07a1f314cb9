import Crypto
import Foundation
import Kit
import Templating

/// All template files of the site, parsed once each and shared by every library that links them.
package struct TemplateFiles: Sendable {
  package private(set) var houses: [String] = []
  /// Alters that have a folder of their own.
  private(set) var alters: [String] = []
  /// Those that the operator made something for.
  private(set) var customized: Set<String> = []
  private var folders: Set<String> = []
  /// Faces that the editor published templates for, and those that wear another one's folder.
  private(set) var edited: Set<String> = []
  private(set) var borrowed: [String: String] = [:]
  private(set) var problems: [FileProblem] = []
  private var shelves: [Scope: [String: [TemplateOverride]]] = [:]

  private static let suffix = ".mustache"
  /// What lies in modules/template/templates and is no alter.
  private static let ownFolders: Set<String> = ["global", "partials", "template"]

  /// Reads what has changed since `previous`, and takes the rest from there.
  static func read(
    _ roots: Roots, _ tree: inout FileTree, previous: TemplateFiles?, published: [String: FaceSheet] = [:]
  ) -> TemplateFiles {
    var files = TemplateFiles()
    files.shelves[.bare] = BarePage.templates
    files.houses = Set(roots.all.flatMap { tree.folders(in: "\($0.path)/modules") }).sorted()
    let folders = roots.all.flatMap { tree.folders(in: "\($0.path)/modules/template/templates") }
    files.folders = Set(folders).subtracting(ownFolders).subtracting(files.houses)
    files.alters = files.folders.sorted()
    let houses = files.houses.map(Scope.house), alters = files.alters.map(Scope.alter)
    for scope in houses + alters + [.global, .site] {
      for root in roots.all { files.read(scope, root.path, root.isOwn, roots, &tree, previous) }
    }
    for (face, sheet) in published {
      files.dress(face, sheet.templates, sheet.structure, previous: previous)
    }
    return files
  }

  /// Lays templates of the editor over a face's files.
  mutating func dress(
    _ face: String, _ templates: [String: String], _ structure: String?, previous: TemplateFiles?
  ) {
    for scope in shelves.keys where scope.isEdited && scope.alter == face { shelves[scope] = nil }
    borrowed[face] = structure
    edited.remove(face)
    if !templates.isEmpty { edited.insert(face) }
    for (path, text) in templates {
      for (name, scope) in names(of: path, in: .edited(face)) {
        add(name, scope, path, text, previous?.known(name, scope, text))
      }
    }
  }

  private mutating func add(
    _ name: String, _ scope: Scope, _ path: String, _ text: String, _ known: TemplateOverride?
  ) {
    if let known { return add(known) }
    let layer = TemplateOverride.layer(scope, isOwn: true)
    let file = TreeFile(name: path, path: "site/faces/\(scope.alter ?? ""): \(path)", stamp: nil)
    do {
      let template = try Template(Source(name: name, file: file.path, layer: layer, text: text))
      add(TemplateOverride(name: name, scope: scope, isOwn: true, file: file, template: template))
    } catch {
      problems.append(FileProblem(error))
    }
  }

  private func known(_ name: String, _ scope: Scope, _ text: String) -> TemplateOverride? {
    shelves[scope]?[name]?.first { $0.template.source.text == text }
  }

  private mutating func read(
    _ scope: Scope, _ root: String, _ isOwn: Bool, _ roots: Roots, _ tree: inout FileTree,
    _ previous: TemplateFiles?
  ) {
    guard let folder = scope.folder else { return }
    for file in tree.files(below: "\(root)/\(folder)", ending: Self.suffix) {
      for (name, scope) in names(of: String(file.name.dropLast(Self.suffix.count)), in: scope) {
        if let old = previous?.known(name, scope, file) {
          add(old)
        } else {
          add(name, scope, isOwn, file, roots.short(file.path), tree)
        }
      }
    }
  }

  /// What a file is good for: one in an alter's folder of a house's name has two names.
  private func names(of name: String, in scope: Scope) -> [(String, Scope)] {
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    switch scope {
    case .alter(let alter) where parts.count == 2 && houses.contains(parts[0]):
      return [(name, scope), (parts[1], .alterHouse(alter, parts[0]))]
    case .edited(let face) where parts.count == 2 && houses.contains(parts[0]):
      return [(name, scope), (parts[1], .editedHouse(face, parts[0]))]
    case .house("template") where parts.count < 2 || !["template", "partials"].contains(parts[0]): return []
    default: return [(name, scope)]
    }
  }

  private mutating func add(
    _ name: String, _ scope: Scope, _ isOwn: Bool, _ file: TreeFile, _ shown: String, _ tree: FileTree
  ) {
    do {
      let layer = TemplateOverride.layer(scope, isOwn: isOwn)
      let template = try Template(
        Source(name: name, file: shown, layer: layer, text: try tree.text(of: file, shown)))
      add(TemplateOverride(name: name, scope: scope, isOwn: isOwn, file: file, template: template))
    } catch let error as TemplateError {
      problems.append(FileProblem(error))
    } catch {
      problems.append(error as? FileProblem ?? FileProblem(shown, "This file can't be read."))
    }
  }

  private mutating func add(_ override: TemplateOverride) {
    if override.isOwn, let alter = override.scope.alter { customized.insert(alter) }
    shelves[override.scope, default: [:]][override.name, default: []].append(override)
  }

  private func known(_ name: String, _ scope: Scope, _ file: TreeFile) -> TemplateOverride? {
    shelves[scope]?[name]?.first { $0.file.path == file.path && $0.file.stamp == file.stamp }
  }

  /// The files of a name in a scope, the operator's own first.
  func files(_ name: String, in scope: Scope) -> [TemplateOverride] { shelves[scope]?[name] ?? [] }

  func names(in scope: Scope) -> [String] { shelves[scope].map { Array($0.keys) } ?? [] }

  func hasFolder(_ alter: String) -> Bool { folders.contains(alter) }

  /// All of them but what is compiled in.
  var all: [TemplateOverride] { shelves.filter { $0.key != .bare }.values.flatMap(\.values).flatMap { $0 } }

  /// Those that have a file of their own.
  var laid: [TemplateOverride] { all.filter { !$0.scope.isEdited } }

  static func mark(_ lines: String) -> String { SHA256.hash(data: Data(lines.utf8)).hex }
}
