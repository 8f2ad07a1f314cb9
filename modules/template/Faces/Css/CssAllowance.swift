/// What a face may say of people's own parts, of all that may stand around them, and of what is drawn before and
/// after these. A list of what is allowed: whatever a browser learns tomorrow is not on it.
struct CssAllowance {
  let declaration: CssDeclaration
  let selector: CssSelector
  let block: CssBlock

  /// What the parts that need to stand above a face's own are raised to. A face's own reach 10.
  static let above = 11

  enum Rule {
    /// Whatever it says, nothing is hidden by it.
    case free
    case words(Set<String>)
    /// Every length and number lies within; words and colours may be any.
    case within(ClosedRange<Double>)
    /// In pixels, or as a share of the window.
    case upTo(Double, share: Double)
  }

  /// Why it may not stand there; nil if it may.
  var objection: String? {
    if declaration.property.hasPrefix("--") { return tokenObjection }
    if selector.reach == .ornament, let rule = Self.ornament(declaration.property) {
      return keeps(rule) ? nil : refusal
    }
    if let special = special { return special ? nil : refusal }
    guard let rule = Self.rule(declaration.property) else { return unknown }
    return keeps(rule) ? nil : refusal
  }

  private var refusal: String {
    "“\(declaration.property): \(declaration.shown)” could hide what people need."
  }

  private var unknown: String {
    "“\(declaration.property)” could hide what people need: it is for classes of the face's own that hold none "
      + "of it."
  }

  private func keeps(_ rule: Rule) -> Bool {
    switch rule {
    case .free: return true
    case .words(let words):
      return parts(width: 1280).allSatisfy {
        if case .word(let word) = $0 { words.contains(word) } else { false }
      }
    case .within(let range): return all { part, _ in Self.lies(part, in: range) }
    case .upTo(let most, let share):
      return all { part, window in Self.lies(part, in: -8...max(most, share * window)) }
    }
  }

  private static func lies(_ part: CssPart, in range: ClosedRange<Double>) -> Bool {
    switch part {
    case .word, .token: true
    case .number(let number), .length(let number): range.contains(number)
    case .unknown: false
    }
  }

  func parts(width: Double, isUpright: Bool = false) -> [CssPart] {
    CssPart.parts(of: declaration.value, in: CssPart.Window(width: width, isUpright: isUpright))
  }

  /// In windows of all widths.
  func all(isUpright: Bool = false, _ isFine: (CssPart, Double) -> Bool) -> Bool {
    CssPart.Window.widths.allSatisfy { width in
      parts(width: width, isUpright: isUpright).allSatisfy { isFine($0, width) }
    }
  }
}

// MARK: - The list

extension CssAllowance {
  private static func rule(_ property: String) -> Rule? {
    if let rule = rules[property] { return rule }
    if property.hasSuffix("-radius") { return .free }
    return families.first { property.hasPrefix($0.0) }?.1
  }

  private static let families: [(String, Rule)] = [
    ("margin-", .upTo(320, share: 0.25)), ("padding-", .upTo(320, share: 0.35)),
    ("scroll-margin", .upTo(320, share: 0.25)), ("scroll-padding", .upTo(320, share: 0.25)),
    ("border-image", .within(-2...2)), ("border-", .within(-1...64)), ("font-variant", .free),
    ("text-decoration-", .within(-4...16)), ("text-underline-", .within(-4...16)), ("text-emphasis", .free),
    ("list-style", .free), ("align-", .free), ("justify-", .free), ("place-", .free),
    ("grid-row", .within(-50...50)), ("grid-column", .within(-50...50)), ("stroke", .within(-64...64)),
    ("transition", .free), ("animation", .free), ("overscroll-", .free), ("object-", .free),
  ]

  private static let rules: [String: Rule] = {
    var rules: [String: Rule] = [:]
    for property in [
      "font-family", "font-style", "font-weight", "font-stretch", "font-kerning", "font-feature-settings",
      "font-optical-sizing", "font-synthesis", "text-align", "text-align-last", "text-transform", "text-wrap",
      "text-wrap-mode", "text-wrap-style", "text-overflow", "text-rendering", "hyphens", "overflow-wrap",
      "word-break", "line-break", "white-space", "tab-size", "quotes", "hanging-punctuation", "counter-reset",
      "counter-increment", "counter-set", "cursor", "caret-color", "accent-color", "scrollbar-color",
      "scrollbar-gutter", "scroll-behavior", "table-layout", "caption-side", "flex-direction", "flex-wrap",
      "flex-flow", "flex-grow", "flex-shrink", "order", "grid-auto-flow", "fill", "fill-opacity", "fill-rule",
      "print-color-adjust", "-webkit-font-smoothing", "box-sizing", "border-radius", "background-position",
      "background-size", "background-repeat", "background-origin", "background-attachment", "content",
      "widows", "orphans", "break-inside", "break-before", "break-after", "border-color", "border-style",
      "shape-rendering", "paint-order",
    ] { rules[property] = .free }
    rules["background-clip"] = .words(["border-box", "padding-box", "content-box"])
    rules["vertical-align"] = .words([
      "baseline", "middle", "top", "bottom", "text-top", "text-bottom", "super", "sub",
    ])
    rules["display"] = .words([
      "block", "flow-root", "inline", "inline-block", "flex", "inline-flex", "grid", "inline-grid",
      "list-item",
      "table", "table-row", "table-cell",
    ])
    for property in ["overflow", "overflow-x", "overflow-y", "overflow-block", "overflow-inline"] {
      rules[property] = .words(["visible", "auto", "scroll"])
    }
    for property in [
      "filter", "transform", "translate", "rotate", "scale", "clip-path", "mask", "mask-image", "perspective",
      "float", "backdrop-filter", "max-height", "max-block-size", "contain",
    ] { rules[property] = .words(["none"]) }
    rules["visibility"] = .words(["visible"])
    rules["content-visibility"] = .words(["visible"])
    rules["pointer-events"] = .words(["auto"])
    rules["opacity"] = .within(1...1)
    rules["margin"] = .upTo(320, share: 0.25)
    rules["padding"] = .upTo(320, share: 0.35)
    rules["min-width"] = .upTo(160, share: 1)
    rules["min-inline-size"] = .upTo(160, share: 1)
    for property in ["gap", "row-gap", "column-gap", "border-spacing"] { rules[property] = .within(0...160) }
    for property in ["border", "outline-offset", "column-rule"] { rules[property] = .within(-16...64) }
    rules["box-shadow"] = .within(-64...64)
    rules["text-shadow"] = .within(-8...8)
    rules["text-decoration"] = .within(0...16)
    rules["text-indent"] = .within(0...64)
    rules["letter-spacing"] = .within(-1...16)
    rules["word-spacing"] = .within(-2...32)
    rules["grid-area"] = .within(-50...50)
    return rules
  }()

  private static func ornament(_ property: String) -> Rule? {
    property.hasPrefix("padding") ? .within(0...64) : ornaments[property]
  }

  /// What says nothing may be as small or as faint as it likes, but not so large that it lies over words.
  private static let ornaments: [String: Rule] = {
    var rules: [String: Rule] = [:]
    for property in [
      "display", "visibility", "opacity", "filter", "clip-path", "mask", "mask-image", "rotate", "overflow",
      "color", "background", "background-color", "background-image", "content", "font", "font-size",
      "line-height", "aspect-ratio",
    ] { rules[property] = .free }
    rules["translate"] = .within(-16...16)
    rules["position"] = .words(["static", "relative"])
    for property in [
      "width", "height", "min-width", "min-height", "max-width", "max-height", "inline-size", "block-size",
    ] { rules[property] = .within(0...64) }
    return rules
  }()
}
