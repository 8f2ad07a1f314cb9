import Foundation
import Kit
import Templating

/// Which templates the editor takes into a face, and how much of them.
enum FaceTemplates {
  static let most = 60
  static let mostBytes = 65_536
  static let mostBytesTogether = 196_608

  /// `outlets/home-greeting`, `forums/partials/post`
  static func isPath(_ path: String) -> Bool {
    path.utf8.count <= 100 && path.wholeMatch(of: /[a-z0-9-]+(?:\/[a-z0-9-]+){0,4}/) != nil
  }

  /// What holds for a design by itself, whatever files lie below it. Throws `FileProblem`.
  static func check(_ templates: [String: String]) throws {
    guard templates.count <= most else {
      throw FileProblem("templates", "A face may have \(most) templates of its own at most.")
    }
    for (path, text) in templates {
      guard isPath(path) else { throw FileProblem("templates", "This is no template's name.") }
      guard text.utf8.count <= mostBytes else {
        throw FileProblem(path, "A template of a face may be 64 KB at most.")
      }
    }
    guard templates.values.map(\.utf8.count).reduce(0, +) <= mostBytesTogether else {
      throw FileProblem("templates", "A face's own templates may be 192 KB together.")
    }
  }

  /// Pages of trust, and those parts that no face may write anew.
  static func isBarred(_ path: String, _ files: TemplateFiles) -> Bool {
    let place = TemplatePlace(path, files)
    return Protection.covers(path) || Protection.covers(place.name) || Protection.covers(house: place.house)
      || heads.contains(place.name)
  }

  /// They load what every page needs.
  private static let heads: Set<String> = ["partials/head", "partials/head-plain"]

  /// What a page can't do without stands in a part of its own, which no face writes anew.
  static func isProtected(_ text: String) -> Bool { text.contains("data-protected") }
}

/// What a path in a face's folder means: a template's name, and the house it is for.
struct TemplatePlace {
  let name: String
  /// Empty: pages of all houses.
  let house: String

  /// `forums/outlets/sidebar` is the outlet for one house; `forums/thread` is that house's page.
  init(_ path: String, _ files: TemplateFiles) {
    let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
    let isForOne = parts.count == 2 && files.houses.contains(parts[0])
    house = isForOne ? parts[0] : ""
    let isOfAll = isForOne && ["outlets/", "partials/", "layout"].contains { parts[1].hasPrefix($0) }
    let isTheHouses = isForOne && !files.files(path, in: .house(parts[0])).isEmpty
    name = isOfAll && !isTheHouses ? parts[1] : path
  }
}

extension TemplateFiles {
  /// What a face's own template of this path is written over, and what it is compared with.
  func base(of path: String, over folder: String?) -> TemplateOverride? {
    let place = TemplatePlace(path, self)
    return Chain(self, Structure(folder: folder), house: place.house).candidates(place.name).first
  }

  /// All paths that the editor offers: what the houses' pages are made of, but what is protected.
  func editable(over folder: String?) -> [String] {
    let houses = houses.filter { !Protection.covers(house: $0) }
    let names = Set(
      (houses + [""]).flatMap { Chain(self, Structure(folder: folder), house: $0).names(of: $0) })
    return names.filter { path in
      guard !FaceTemplates.isBarred(path, self), let base = base(of: path, over: folder) else { return false }
      return !FaceTemplates.isProtected(base.template.source.text)
    }.sorted()
  }
}
