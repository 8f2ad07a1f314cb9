import Crypto
import Kit
import Templating

/// How the site looks to somebody at this moment.
package struct Face: Sendable {
  /// Names this look for caches and events; tells nothing. Equal for all who see the same.
  package let id: String
  /// The address of the face's style sheet, if it has one.
  package let stylesheet: String?
  /// What templates show of it: nothing that this viewer may not see.
  package let view: Value
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
  let cast: Cast
  let wardrobe: Wardrobe

  /// Writes the style sheet for nginx.
  func appearance(_ wish: Wish) -> Appearance {
    let (look, fronters) = (wish.look, cast.seen)
    let worn = worn(by: fronters, wish)
    let css = sheet(worn, look)
    let stylesheet = css.flatMap { try? wardrobe.publish($0) }  // a full disk; `isWhole` says so
    let id = identity(fronters, worn, stylesheet, look)
    let view = view(id, fronters, worn, stylesheet, wish)
    return Appearance(
      face: Face(id: id, stylesheet: stylesheet, view: view), look: wish.view,
      libraries: snapshot.libraries(for: worn), snapshot: snapshot,
      isWhole: (css == nil) == (stylesheet == nil))
  }

  /// The ids of the faces that somebody has who follows the front, "" for what most houses wear; writes nothing.
  var ids: [String: String] {
    let (look, fronters) = (Look(), cast.seen)
    let houses = [""] + cast.houseFaces.keys
    return Dictionary(
      uniqueKeysWithValues: houses.map { house in
        var wish = Wish(look)
        wish.house = house
        let worn = worn(by: fronters, wish)
        return (house, identity(fronters, worn, sheet(worn, look).map(wardrobe.address), look))
      })
  }

  private func worn(by fronters: [Wearer], _ wish: Wish) -> String? {
    guard wish.followsTheFront else { return wish.chosen }
    if let decided = cast.houseFaces[wish.house] { return decided.isEmpty ? nil : decided }
    if let pair = FaceFolder.pair(fronters), snapshot.has(pair) { return pair }
    let isTogether = cast.wearsTogether && fronters.filter(\.isPerson).count > 1
    return isTogether ? FaceFolder.together : fronters.first?.slug
  }

  /// Faces that somebody may choose whoever fronts: those of alters whom they may know of, and those that are
  /// open to everybody.
  var choices: FaceChoices {
    let alters = cast.known().filter { snapshot.has($0.slug) }
    let worn = Set(alters.map(\.slug))
    let open = cast.openFaces.filter { !worn.contains($0) && snapshot.has($0) }.sorted()
    let named =
      alters.map { ($0.slug, $0.name) }
      + open.map { ($0, snapshot.sheets[$0]?.palette.name ?? Slug.title($0)) }
    return FaceChoices(
      named.map { slug, title in
        FaceChoice(id: wardrobe.digest("face \(slug)", characters: 12), slug: slug, title: title)
      })
  }

  private func sheet(_ worn: String?, _ look: Look) -> String? {
    look.face == .contrast
      ? snapshot.sheets[Look.contrastSheet]?.css(layer: "viewer")
      : worn.flatMap { snapshot.sheets[$0]?.css(layer: "alter") }
  }

  /// Only what shows goes in, so that a hidden change changes nothing.
  private func identity(_ fronters: [Wearer], _ worn: String?, _ stylesheet: String?, _ look: Look) -> String
  {
    let shown = fronters.flatMap { [$0.slug, $0.name, $0.pronouns, $0.color] }
    let parts =
      [snapshot.mark(of: worn), worn ?? "", stylesheet ?? "", look.face.text, look.scheme.rawValue]
      + shown
    return wardrobe.digest(parts.joined(separator: "\u{0}"), characters: 16)
  }

  private func view(
    _ id: String, _ fronters: [Wearer], _ worn: String?, _ stylesheet: String?, _ wish: Wish
  ) -> Value {
    let speaking = wish.followsTheFront ? worn ?? fronters.first?.slug : fronters.first?.slug
    let palette = speaking.flatMap { snapshot.sheets[$0]?.palette }
    return [
      "id": id, "name": fronters.first?.name, "greeting": palette?.greeting, "stylesheet": stylesheet,
      "scheme": wish.look.scheme == .auto ? nil : wish.look.scheme.rawValue, "fronters": fronters,
    ]
  }
}
