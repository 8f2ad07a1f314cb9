/// A dark scheme made from a light one: each colour keeps its hue and takes the light that its part in the
/// dark needs; what can't be read then is mended.
enum DarkScheme {
  /// Token, lightness, most saturation.
  private static let parts: [(token: String, lightness: Double, saturation: Double)] = [
    ("page", 0.095, 0.22), ("surface", 0.125, 0.2), ("raised", 0.16, 0.18), ("sunken", 0.07, 0.24),
    ("ink", 0.92, 0.35), ("muted", 0.72, 0.2), ("line", 0.23, 0.18), ("edge", 0.54, 0.16),
    ("link", 0.79, 0.95),
    ("visited", 0.81, 0.6), ("accent", 0.75, 0.9), ("on-accent", 0.1, 0.6), ("accent-soft", 0.21, 0.4),
    ("accent-ink", 0.83, 0.9), ("good", 0.7, 0.45), ("good-soft", 0.15, 0.3), ("warn", 0.68, 0.75),
    ("warn-soft", 0.15, 0.45), ("bad", 0.79, 0.9), ("bad-soft", 0.2, 0.4), ("on-bad", 0.1, 0.7),
    ("focus", 0.76, 0.85), ("quote", 0.14, 0.2), ("code", 0.155, 0.2), ("code-ink", 0.88, 0.4),
    ("mark", 0.23, 0.6), ("window", 0.7, 1), ("wall", 0.4, 0.5), ("roof", 0.62, 0.45), ("shade", 0, 0),
  ]

  static func derived(from light: [String: String]) -> [String: String] {
    var colors: Colors = [:]
    for part in parts {
      guard let color = light[part.token].flatMap({ Color(hex: $0) }) else { continue }
      colors[part.token] = HueAndLightness(color).color(
        lightness: part.lightness, saturation: part.saturation)
    }
    let mended = ContrastReport(DerivedColor.adding(to: colors)).mended()
    return Dictionary(uniqueKeysWithValues: Palette.tokens.map { ($0, mended[$0]?.hex ?? light[$0] ?? "") })
  }
}
