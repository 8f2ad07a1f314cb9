/// A part of a value, between blanks, commas and slashes: as far as it can be worked out without a browser.
enum CssPart: Equatable {
  case word(String)
  /// A colour, a border or a shadow from a token, which is measured where it is set.
  case token(String)
  case number(Double)
  /// In pixels.
  case length(Double)
  /// What only a browser could know.
  case unknown

  /// What a share is taken of, by the window that is thought of.
  struct Window {
    let width: Double
    let height = 800.0
    /// Of a height, not of a width.
    var isUpright = false

    var whole: Double { isUpright ? height : width }
    static let widths: [Double] = [320, 390, 768, 1280, 1920]
  }

  static func parts(of value: [CssToken.Kind], in window: Window) -> [CssPart] {
    let isSeparator: (CssToken.Kind) -> Bool = { [.whitespace, .comma, .delim("/")].contains($0) }
    return split(value[...], isSeparator).map { part($0, window) }
  }

  private static func part(_ tokens: ArraySlice<CssToken.Kind>, _ window: Window) -> CssPart {
    switch tokens.first {
    case .ident(let name)? where tokens.count == 1: return .word(name)
    case .hash? where tokens.count == 1: return .word("#")
    default: break
    }
    if case .function("var")? = tokens.first, let name = variable(tokens), !CssReckoning.knows(name) {
      return paints.contains(name) ? .token(name) : .unknown
    }
    if case .function(let name)? = tokens.first, pictures.contains(name) { return .word(name) }
    var reckoning = CssReckoning(tokens, window)
    return reckoning.result ?? .unknown
  }

  /// `--line` of `var(--line)`
  static func variable(_ tokens: ArraySlice<CssToken.Kind>) -> String? {
    guard tokens.count == 3, case .ident(let name) = tokens[tokens.startIndex + 1] else { return nil }
    return name
  }

  private static let paints = Set(
    (Palette.tokens + DerivedColor.names + Palette.fontRoles + Palette.fontNames + [
      "border", "shadow", "cast", "veil", "glow",
    ]).map {
      "--\($0)"
    })

  /// What paints within a box, whatever stands in it.
  private static let pictures: Set<String> = [
    "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix", "light-dark",
    "linear-gradient", "radial-gradient", "conic-gradient", "repeating-linear-gradient",
    "repeating-radial-gradient", "repeating-conic-gradient",
  ]

  private static func split(
    _ tokens: ArraySlice<CssToken.Kind>, _ isSeparator: (CssToken.Kind) -> Bool
  ) -> [ArraySlice<CssToken.Kind>] {
    var (parts, depth, start) = ([ArraySlice<CssToken.Kind>](), 0, tokens.startIndex)
    for index in tokens.indices {
      switch tokens[index] {
      case .open, .function: depth += 1
      case .close: depth -= 1
      case let kind where depth == 0 && isSeparator(kind):
        parts.append(tokens[start..<index])
        start = index + 1
      default: break
      }
    }
    return (parts + [tokens[start...]]).filter { !$0.isEmpty }
  }
}
