import Crypto
import Kit
import Templating

/// How the site looks to somebody at this moment.
public struct Face: Sendable {
  /// Names this look for caches and events; tells nothing. Equal for all who see the same.
  public let id: String
  /// The address of the face's style sheet, if it has one.
  public let stylesheet: String?
  /// What templates show of it: nothing that this viewer may not see.
  public let view: Value
}

/// A face with the templates it is rendered with. A request holds one from its first use to its end.
final class Appearance: Sendable {
  let face: Face
  let look: Value
  let libraries: Snapshot.Libraries
  let snapshot: Snapshot
  /// Its style sheet could be written for nginx; without one, pages are plain until it can.
  let isWhole: Bool

  init(face: Face, look: Value, libraries: Snapshot.Libraries, snapshot: Snapshot, isWhole: Bool) {
    (self.face, self.look, self.libraries, self.snapshot) = (face, look, libraries, snapshot)
    self.isWhole = isWhole
  }
}

/// Makes the appearance that somebody gets: whom they may see, and what they chose for themselves.
struct Dressing {
  let snapshot: Snapshot
  let system: SiteSystem
  let wardrobe: Wardrobe

  /// Writes the style sheet for nginx.
  func appearance(showing fronters: [Alter], look: Look) -> Appearance {
    let worn = worn(by: fronters, look)
    let css = sheet(worn, look)
    let stylesheet = css.flatMap { try? wardrobe.publish($0) }  // a full disk; `isWhole` says so
    let id = identity(fronters, worn, stylesheet, look)
    let view = view(id, fronters, worn, stylesheet, look)
    return Appearance(
      face: Face(id: id, stylesheet: stylesheet, view: view), look: look.view,
      libraries: snapshot.libraries(for: worn), snapshot: snapshot,
      isWhole: (css == nil) == (stylesheet == nil))
  }

  /// The id of the face that somebody has who follows the front; writes nothing.
  func id(for onlooker: Onlooker) -> String {
    let look = Look()
    let fronters = system.front.seen(by: onlooker)
    let worn = worn(by: fronters, look)
    return identity(fronters, worn, sheet(worn, look).map(wardrobe.address), look)
  }

  private func worn(by fronters: [Alter], _ look: Look) -> String? {
    guard look.face == .front else { return nil }
    let isTogether = system.wearsTogether && fronters.filter(\.isPerson).count > 1
    return isTogether ? SiteSystem.together : fronters.first?.slug
  }

  private func sheet(_ worn: String?, _ look: Look) -> String? {
    look.face == .contrast
      ? snapshot.sheets[Look.contrastSheet]?.css(layer: "viewer")
      : worn.flatMap { snapshot.sheets[$0]?.css(layer: "alter") }
  }

  /// Only what shows goes in, so that a hidden change changes nothing.
  private func identity(_ fronters: [Alter], _ worn: String?, _ stylesheet: String?, _ look: Look) -> String {
    let shown = fronters.flatMap { [$0.slug, $0.name, $0.pronouns, $0.color] }
    let parts =
      [snapshot.mark(of: worn), worn ?? "", stylesheet ?? "", look.face.rawValue, look.scheme.rawValue]
      + shown
    return wardrobe.digest(parts.joined(separator: "\u{0}"), characters: 16)
  }

  private func view(
    _ id: String, _ fronters: [Alter], _ worn: String?, _ stylesheet: String?, _ look: Look
  ) -> Value {
    let palette = (worn ?? fronters.first?.slug).flatMap { snapshot.sheets[$0]?.palette }
    return [
      "id": id, "name": fronters.first?.name, "greeting": palette?.greeting, "stylesheet": stylesheet,
      "scheme": look.scheme == .auto ? nil : look.scheme.rawValue, "fronters": fronters,
    ]
  }
}
