/// A colour by hue, saturation and lightness (css-color-4, 7): with the first two held, a colour is the darker
/// the less light it has, and never leaves the screen's gamut.
struct HueAndLightness {
  /// In sixths of the circle.
  let hue: Double
  let saturation: Double
  let lightness: Double

  init(_ color: Color) {
    let (red, green, blue) = (Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255)
    let (high, low) = (max(red, green, blue), min(red, green, blue))
    let spread = high - low
    lightness = (high + low) / 2
    guard spread > 0 else {
      (hue, saturation) = (0, 0)
      return
    }
    saturation = spread / (1 - abs(2 * lightness - 1))
    switch high {
    case red: hue = (green - blue) / spread + (green < blue ? 6 : 0)
    case green: hue = (blue - red) / spread + 2
    default: hue = (red - green) / spread + 4
    }
  }

  /// The same colour with other light, and not more saturated than that.
  func color(lightness: Double, saturation most: Double = 1) -> Color {
    let chroma = (1 - abs(2 * lightness - 1)) * min(saturation, most)
    let second = chroma * (1 - abs(hue.truncatingRemainder(dividingBy: 2) - 1))
    let low = lightness - chroma / 2
    let (red, green, blue) =
      switch Int(hue) {
      case 0: (chroma, second, 0.0)
      case 1: (second, chroma, 0.0)
      case 2: (0.0, chroma, second)
      case 3: (0.0, second, chroma)
      case 4: (second, 0.0, chroma)
      default: (chroma, 0.0, second)
      }
    return Color(red: Self.byte(red + low), green: Self.byte(green + low), blue: Self.byte(blue + low))
  }

  private static func byte(_ share: Double) -> UInt8 { UInt8((min(1, max(0, share)) * 255).rounded()) }
}

extension Color {
  /// The colour nearest in lightness that is good enough; nil if none is.
  func nearest(_ isGood: (Color) -> Bool) -> Color? {
    if isGood(self) { return self }
    let own = HueAndLightness(self)
    for step in 1...1000 {
      for lightness in [own.lightness - Double(step) / 1000, own.lightness + Double(step) / 1000] {
        guard (0...1).contains(lightness) else { continue }
        let moved = own.color(lightness: lightness)
        if isGood(moved) { return moved }
      }
    }
    return [Color(red: 0, green: 0, blue: 0), Color(red: 255, green: 255, blue: 255)].first(where: isGood)
  }
}
