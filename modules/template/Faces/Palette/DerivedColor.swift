/// Colours that follow from a palette's. They are worked out here and written as plain hex: `color-mix()` of
/// tokens is resolved where it is declared, so that it would not follow a face.
enum DerivedColor {
  /// Opaque ones, which are measured like any other.
  static let names = ["accent-hover", "accent-line"]

  static func adding(to colors: Colors) -> Colors {
    var all = colors
    if let accent = colors["accent"], let ink = colors["on-accent"] {
      all["accent-hover"] = hover(accent, ink)
    }
    if let accent = colors["accent"], let ground = colors["surface"] {
      all["accent-line"] = accent.mixed(0.4, with: ground)
    }
    return all
  }

  /// What the style sheet says of them, translucent ones at the end.
  static func css(_ colors: [String: String]) -> String {
    let all = adding(to: colors.compactMapValues { Color(hex: $0) })
    let opaque = names.compactMap { name in all[name].map { "--\(name): \($0.hex);" } }
    let clear = [("cast", "shade", "73"), ("veil", "shade", "8c"), ("glow", "window", "b3")]
    return
      (opaque + clear.compactMap { name, from, alpha in all[from].map { "--\(name): \($0.hex)\(alpha);" } })
      .joined(separator: " ")
  }

  /// A step away from what is written on it, so that it is never harder to read.
  private static func hover(_ ground: Color, _ ink: Color) -> Color {
    let step = ink.luminance > ground.luminance ? -0.07 : 0.07
    let shade = HueAndLightness(ground)
    let moved = shade.color(lightness: min(1, max(0, shade.lightness + step)))
    return Contrast.ratio(moved, ink) >= Contrast.ratio(ground, ink) ? moved : ground
  }
}

extension Color {
  func mixed(_ share: Double, with other: Color) -> Color {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) * share + Double(b) * (1 - share)).rounded())
    }
    return Color(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}
