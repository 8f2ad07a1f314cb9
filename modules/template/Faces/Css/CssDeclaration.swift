/// One `property: value` of a face, and what may keep it from being shown.
struct CssDeclaration {
  let property: String
  let value: [CssToken.Kind]

  /// Why it may not stand there; nil if it may.
  /// A face's own may lie as high as `most`.
  func objection(in selector: CssSelector, _ block: CssBlock, most: Int) -> String? {
    if let reason = alwaysRefused(selector, most) { return reason }
    if property == "content", let reason = contentObjection(selector) { return reason }
    guard selector.reach != .own else { return nil }
    return CssAllowance(declaration: self, selector: selector, block: block).objection
  }

  /// As far as a sentence shows it.
  var shown: String {
    let words = value.compactMap { kind -> String? in
      switch kind {
      case .ident(let word): word
      case .function(let name): "\(name)(…)"
      case .number(let number): Self.text(number)
      case .percentage(let number): "\(Self.text(number))%"
      case .dimension(let number, let unit): "\(Self.text(number))\(unit)"
      default: nil
      }
    }
    return words.count > 4 ? "…" : words.joined(separator: " ")
  }

  private static func text(_ number: Double) -> String { "\(number)".replacing(/\.0$/, with: "") }

  private var idents: [String] {
    value.compactMap { if case .ident(let name) = $0 { name } else { nil } }
  }

  /// What a browser works out later can't be looked at now.
  private var isComputed: Bool {
    value.contains { if case .function = $0 { true } else { false } }
  }

  private func alwaysRefused(_ selector: CssSelector, _ most: Int) -> String? {
    switch property {
    case "position" where idents.contains("fixed") || isComputed:
      "“position: fixed” is not allowed in a face."
    case "z-index" where isComputed || selector.reach == .own && numbers.contains { $0 > Double(most) }:
      "“z-index” may be a number up to 10."
    case "all", "behavior", "-moz-binding", "-webkit-user-modify": "“\(property)” is not allowed in a face."
    case "cursor" where idents.contains("none"): "“cursor: none” is not allowed in a face."
    case _ where Palette.tokens.contains { property == "--\($0)" }:
      "Colours belong into the palette, where they are measured."
    case _ where property.hasPrefix("--step-") && tooSmall(10, percent: 70) != nil:
      "This text would be too small."
    case "--target" where tooSmall(24, percent: 100) != nil: "What one can press must be 24px at least."
    case _ where property.hasPrefix("--") && reachesFar:
      "“\(property)” holds a length that is larger than a face needs."
    default: nil
    }
  }

  private func contentObjection(_ selector: CssSelector) -> String? {
    if selector.touchesNames {
      return "“content” may not stand beside a name: it could be taken for a part of it."
    }
    guard !selector.isGenerated, !["none", "normal"].contains(idents.first) else { return nil }
    return "“content” is for ::before, ::after and ::marker."
  }
}

// MARK: - Reading

extension CssDeclaration {
  /// Whether words stay large enough, and on a ground that they were measured on.
  func isLegible(on block: CssBlock) -> Bool {
    switch property {
    case "color", "-webkit-text-fill-color": isReadable && block.isMeasured
    case "line-height":
      tooSmall(12, percent: 90) == nil && isReckoned(12...240) && numbers.allSatisfy { (1...4).contains($0) }
    default: tooSmall(10, percent: 70) == nil && isReckoned(10...160) && !idents.contains("xx-small")
    }
  }

  private func isReckoned(_ range: ClosedRange<Double>) -> Bool {
    guard isComputed else { return lengths.allSatisfy { $0 <= range.upperBound } }
    return CssPart.parts(of: value, in: CssPart.Window(width: 320)).allSatisfy { part in
      switch part {
      case .length(let length): range.contains(length)
      case .unknown: false
      default: true
      }
    }
  }

  /// Whether what is written on this can be read.
  func isGround(under block: CssBlock) -> Bool {
    let isPlain = value.allSatisfy { kind in
      switch kind {
      case .hash: false
      case .ident(let word):
        word.hasPrefix("--") ? CssBlock.grounds.contains(word) : Self.painting.contains(word)
      case .function(let name): Self.mixing.contains(name)
      default: true
      }
    }
    return isPlain && block.isMeasured
  }

  private static let painting: Set<String> = [
    "none", "transparent", "inherit", "repeat", "no-repeat", "repeat-x", "repeat-y", "round", "space", "top",
    "right", "bottom", "left", "center", "cover", "contain", "fixed", "scroll", "local", "border-box",
    "padding-box", "content-box", "to", "at", "circle", "ellipse", "closest-side", "closest-corner",
    "farthest-side", "farthest-corner", "in", "srgb", "oklab", "oklch", "auto",
  ]
  private static let mixing: Set<String> = [
    "var", "calc", "min", "max", "clamp", "linear-gradient", "radial-gradient", "conic-gradient",
    "repeating-linear-gradient", "repeating-radial-gradient", "repeating-conic-gradient", "color-mix",
  ]

  /// Text takes its colour from a token: those are measured.
  private var isReadable: Bool {
    let plain = value.filter { $0 != .whitespace }
    if case .ident(let word)? = plain.first, plain.count == 1 {
      return ["inherit", "currentcolor", "canvastext", "linktext", "revert", "revert-layer", "unset"]
        .contains(word)
    }
    guard plain.count == 3, plain[0] == .function("var"), case .ident(let name) = plain[1] else {
      return false
    }
    return Self.inks.contains(name)
  }

  private static let inks: Set<String> = Set(
    [
      "ink", "muted", "link", "visited", "accent-ink", "on-accent", "good", "warn", "bad", "on-bad",
      "code-ink",
    ].map { "--\($0)" })

  /// A length below so many pixels, or a percentage below so many.
  private func tooSmall(_ least: Double, percent: Double) -> String? {
    // Within min(), max() and calc() a small number is a part, not the outcome.
    guard !isComputed else { return numbers.contains(0) || lengths.contains(0) ? "0" : nil }
    if property != "line-height", numbers.contains(where: { $0 == 0 }) { return "0" }
    if lengths.contains(where: { $0 < least }) || percentages.contains(where: { $0 < percent }) { return "…" }
    return nil
  }
}

// MARK: - Lengths

extension CssDeclaration {
  private var reachesFar: Bool {
    lengths.contains { $0 < -64 || $0 > 1600 } || percentages.contains { $0 < -50 || $0 > 200 }
      || numbers.contains { $0 < -10 || $0 > 1000 }
  }

  private var numbers: [Double] {
    value.compactMap { if case .number(let number) = $0 { number } else { nil } }
  }

  private var percentages: [Double] {
    value.compactMap { if case .percentage(let number) = $0 { number } else { nil } }
  }

  /// In pixels, roughly: enough to tell a step from a jump.
  private var lengths: [Double] {
    value.compactMap {
      guard case .dimension(let number, let unit) = $0 else { return nil }
      return Self.pixels[unit].map { number * $0 }
    }
  }

  static let pixels: [String: Double] = [
    "px": 1, "rem": 16, "em": 16, "ch": 8, "ex": 8, "ic": 16, "cap": 12, "lh": 24, "rlh": 24, "pt": 1.33,
    "pc": 16, "in": 96, "cm": 38, "mm": 3.8, "q": 0.95, "vw": 14, "vh": 9, "vi": 14, "vb": 9, "vmin": 9,
    "vmax": 14, "dvw": 14, "dvh": 9, "svw": 14, "svh": 9, "lvw": 14, "lvh": 9, "dvi": 14, "dvb": 9, "cqw": 14,
    "cqh": 9, "cqi": 14, "cqb": 9, "cqmin": 9, "cqmax": 14,
  ]
}
