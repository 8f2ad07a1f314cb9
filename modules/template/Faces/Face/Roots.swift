import Foundation
import Kit

/// The two places that faces are made from.
struct Roots: Sendable {
  /// The code's: templates and styles as they shipped.
  let home: String
  /// What the operator or the site itself made, with the same shape, below the data root.
  let own: String
  /// What the editor keeps while it is nobody's page: the only part of a face that a web worker writes.
  let drafts: String

  /// The house in whose folders drafts and snapshots lie.
  static let house = "template"

  init(_ settings: Settings) {
    home = settings.home.path
    own = settings.site.path
    drafts = settings.data(of: Self.house).appending(path: "drafts").path
  }

  private init(home: String, own: String, drafts: String) {
    (self.home, self.own, self.drafts) = (home, own, drafts)
  }

  /// Of a snapshot that was kept.
  static let kept = Roots(home: ".", own: "./site", drafts: "./drafts")

  /// Own first: it wins.
  var all: [(path: String, isOwn: Bool)] { [(own, true), (home, false)] }

  /// How a file is called to those who look for it: `modules/template/templates/seles/layout.mustache`.
  func short(_ path: String) -> String {
    if path.hasPrefix(own + "/") { return "site/" + path.dropFirst(own.count + 1) }
    return path.hasPrefix(home + "/") ? String(path.dropFirst(home.count + 1)) : path
  }
}
