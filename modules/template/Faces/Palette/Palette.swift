import Foundation

/// The colours and the manner of a face, from its `palette.json`: known tokens with hex values only, so
/// that a palette can make a page ugly but never unreadable or unsafe.
struct Palette: Sendable, Equatable {
  let name: String
  let greeting: String
  let density: String
  /// How round corners are; nil leaves it to the face's rules.
  let radius: String?
  let fonts: [String: String]
  let light: [String: String]
  let dark: [String: String]

  /// All of them, in the order in which they are written.
  static let tokens = [
    "page", "surface", "raised", "sunken", "ink", "muted", "line", "edge", "link", "visited", "accent",
    "on-accent", "accent-soft", "accent-ink", "good", "good-soft", "warn", "warn-soft", "bad", "bad-soft",
    "on-bad", "focus", "quote", "code", "code-ink", "mark", "window", "wall", "roof", "shade",
  ]
  static let paces = ["airy": "1.15", "calm": "1", "compact": "0.8"]
  static let radii = ["square": "0", "soft": "0.5rem", "round": "1.25rem"]
  static let fontRoles = ["interface", "reading", "heading"]
  static let fontNames = ["sans", "serif", "mono"]
}

extension Palette {
  /// Throws `FileProblem` for what keeps the palette from being shown. A draft is not measured: it may be
  /// hard to read until it is finished.
  init(_ text: String, file: String, isDraft: Bool = false) throws {
    let check = PaletteCheck(text: text, file: file)
    try self.init(check.object(), check)
    if !isDraft { try check.contrast(of: self) }
  }

  /// From what stands in a JSON object.
  init(_ whole: [String: Any], _ check: PaletteCheck) throws {
    try check.keys(
      of: whole, ["name", "greeting", "density", "fonts", "light", "dark"], optional: ["radius"])
    name = try check.sentence(whole, "name")
    greeting = try check.sentence(whole, "greeting")
    density = try check.choice(whole["density"], "density", Self.paces.keys.sorted())
    radius = try whole["radius"].map { try check.choice($0, "radius", Self.radii.keys.sorted()) }
    let fonts = try check.record(whole, "fonts", Self.fontRoles)
    for (role, font) in fonts { _ = try check.choice(font, "fonts.\(role)", Self.fontNames) }
    self.fonts = fonts
    light = try check.colors(whole, "light")
    dark = try check.colors(whole, "dark")
  }
}
