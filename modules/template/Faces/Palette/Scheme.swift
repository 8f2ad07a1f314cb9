/// Light or dark.
enum Scheme: String, Sendable, CaseIterable {
  case light, dark
}

/// The colours of one scheme by token, the derived ones among them.
typealias Colors = [String: Color]

extension Palette {
  func colors(_ scheme: Scheme) -> Colors {
    DerivedColor.adding(to: (scheme == .light ? light : dark).compactMapValues { Color(hex: $0) })
  }
}
