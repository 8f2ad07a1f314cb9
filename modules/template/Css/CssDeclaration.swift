/// One `property: value` of a face, and what may keep it from being shown.
struct CssDeclaration {
  let property: String
  let value: [CssToken.Kind]

  /// Why it may not stand there; nil if it may.
  func objection(in selector: CssSelector) -> String? {
    if let reason = alwaysRefused { return reason }
    if property == "content", let reason = contentObjection(selector) { return reason }
    if property == "position", idents.contains("absolute"), ![.own, .holder].contains(selector.reach) {
      return
        "“position: absolute” is for classes of the face's own: elsewhere it could cover what people need."
    }
    guard selector.reach >= .holder else { return nil }
    if let reason = hides { return "“\(property): \(reason)” could hide what people need." }
    return moves ? "“\(property)” goes so far that it could move what people need out of sight." : nil
  }

  private var idents: [String] {
    value.compactMap { if case .ident(let name) = $0 { name } else { nil } }
  }

  /// What a browser works out later can't be looked at now.
  private var isComputed: Bool {
    value.contains { if case .function = $0 { true } else { false } }
  }

  private var alwaysRefused: String? {
    switch property {
    case "position" where idents.contains("fixed") || isComputed:
      "“position: fixed” is not allowed in a face."
    case "z-index" where isComputed || numbers.contains { $0 > 10 }:
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

// MARK: - Hiding

extension CssDeclaration {
  /// The word by which it hides something; nil if it doesn't.
  private var hides: String? {
    switch property {
    case "display", "visibility", "content-visibility", "pointer-events":
      isComputed ? "…" : idents.first(where: Self.hiding.contains)
    case "clip", "clip-path", "mask", "mask-image", "filter", "transform", "rotate", "scale", "zoom",
      "perspective",
      "offset", "offset-path", "offset-distance", "-webkit-mask", "-webkit-mask-image", "-webkit-transform",
      "mask-border", "-webkit-mask-box-image":
      idents.contains("none") && value.count(where: { $0 != .whitespace }) == 1 ? nil : "…"
    case "contain": idents.first { ["size", "strict", "inline-size"].contains($0) }
    case "opacity": isComputed || numbers.contains { $0 < 0.5 } ? "…" : nil
    case "color", "-webkit-text-fill-color", "text-fill-color": isReadable ? nil : "…"
    case "font-size", "font", "font-size-adjust": tooSmall(10, percent: 70)
    case "line-height": tooSmall(12, percent: 90) ?? (numbers.contains { $0 < 1 } ? "…" : nil)
    case "width", "height", "max-width", "max-height", "inline-size", "block-size", "max-inline-size",
      "max-block-size", "aspect-ratio":
      tooSmall(16, percent: 10)
    default: nil
    }
  }

  private static let hiding: Set<String> = ["none", "hidden", "collapse"]

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

// MARK: - Moving

extension CssDeclaration {
  private var moves: Bool {
    let begin = [
      "margin", "inset", "text-indent", "translate", "top", "right", "bottom", "left", "padding",
      "border-spacing",
      "word-spacing", "letter-spacing", "gap", "row-gap", "column-gap", "scroll-margin",
    ]
    return begin.contains { property == $0 || property.hasPrefix($0 + "-") } && reachesFar
  }

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

  private static let pixels: [String: Double] = [
    "px": 1, "rem": 16, "em": 16, "ch": 8, "ex": 8, "ic": 16, "cap": 12, "lh": 24, "rlh": 24, "pt": 1.33,
    "pc": 16, "in": 96, "cm": 38, "mm": 3.8, "q": 0.95, "vw": 14, "vh": 9, "vi": 14, "vb": 9, "vmin": 9,
    "vmax": 14, "dvw": 14, "dvh": 9, "svw": 14, "svh": 9, "lvw": 14, "lvh": 9, "dvi": 14, "dvb": 9, "cqw": 14,
    "cqh": 9, "cqi": 14, "cqb": 9, "cqmin": 9, "cqmax": 14,
  ]
}
