/// Reads a face's rules as a browser does and stops at the first thing that a face may not do: load something,
/// leave its layer, stand above the viewer's own choice, or hide what people need.
struct CssLint {
  private let tokens: [CssToken]
  private var index = 0
  private var isInKeyframes = false
  private var depth = 0
  private static let deepest = 16
  /// nil: nobody has looked yet.
  private let holders: Set<String>?

  static func check(_ css: String, holding holders: Set<String>? = nil) throws(CssProblem) {
    var lint = CssLint(tokens: try CssTokenizer.tokens(of: css), holders)
    for index in lint.tokens.indices { try lint.checkWord(at: index) }
    try lint.checkBrackets()
    try lint.rules(inside: nil)
  }

  private init(tokens: [CssToken], _ holders: Set<String>?) {
    (self.tokens, self.holders) = (tokens, holders)
  }
}

// MARK: - Words that nothing may hold, wherever they stand

extension CssLint {
  private func checkWord(at index: Int) throws(CssProblem) {
    let token = tokens[index]
    switch token.kind {
    case .url: throw problem("“url(” is not allowed in a face.", token)
    case .function(let name) where !Self.functions.contains(name):
      throw problem("“\(name)(” is not allowed in a face.", token)
    case .atKeyword(let name) where !Self.atRules.contains(name):
      throw problem("“@\(name)” is not allowed in a face.", token)
    case .delim("!"): throw problem("“!important” is not allowed in a face.", token)
    case .markupComment: throw problem("“<!--” and “-->” are not allowed.", token)
    case .delim("<") where index + 1 < tokens.count && tokens[index + 1].kind == .delim("/"):
      throw problem("“</” is not allowed.", token)
    case .string(let text) where text.contains("</"): throw problem("“</” is not allowed.", token)
    case .ident("data-protected"): throw problem("A face can't name what is protected from it.", token)
    default: break
    }
  }

  private static let atRules: Set<String> = ["media", "supports", "container", "keyframes"]

  /// Those that reckon, paint or select; none that loads.
  private static let functions: Set<String> = [
    "var", "env", "calc", "min", "max", "clamp", "round", "mod", "rem", "abs", "sign", "sin", "cos", "tan",
    "asin",
    "acos", "atan", "atan2", "pow", "sqrt", "hypot", "log", "exp", "minmax", "repeat", "fit-content", "rgb",
    "rgba",
    "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix", "light-dark",
    "linear-gradient",
    "radial-gradient", "conic-gradient", "repeating-linear-gradient", "repeating-radial-gradient",
    "repeating-conic-gradient", "translate", "translatex", "translatey", "scale", "scalex", "scaley",
    "rotate",
    "skew", "skewx", "skewy", "cubic-bezier", "steps", "linear", "blur", "brightness", "contrast",
    "drop-shadow",
    "grayscale", "hue-rotate", "invert", "opacity", "saturate", "sepia", "polygon", "circle", "ellipse",
    "inset",
    "path", "counter", "counters", "is", "where", "not", "has", "nth-child", "nth-last-child", "nth-of-type",
    "nth-last-of-type", "lang", "dir", "selector", "style",
  ]

  private func checkBrackets() throws(CssProblem) {
    var open: [(close: Character, token: CssToken)] = []
    for token in tokens {
      switch token.kind {
      case .open("{"), .semicolon:
        // Where a block or a declaration ends must be beyond doubt.
        if let last = open.last, last.close != "}" { throw problem("A bracket is open here still.", token) }
        if token.kind == .open("{") { open.append(("}", token)) }
      case .open(let bracket): open.append((bracket == "(" ? ")" : "]", token))
      case .function: open.append((")", token))
      case .close(let bracket):
        guard open.last?.close == bracket else { throw problem("This “\(bracket)” closes nothing.", token) }
        open.removeLast()
      default: break
      }
    }
    guard let last = open.last else { return }
    throw problem(last.close == "}" ? "A “{” is never closed." : "A bracket is never closed.", last.token)
  }
}

// MARK: - Rules

extension CssLint {
  /// What stands in a block, or in the whole sheet. `outer` is the selector that nested ones are relative to.
  private mutating func rules(inside outer: CssSelector?) throws(CssProblem) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw problem("These rules are nested too deep.", tokens[index - 1]) }
    let block = outer == nil ? CssBlock() : CssBlock(tokens[index...])
    while index < tokens.count {
      switch tokens[index].kind {
      case .whitespace, .semicolon: index += 1
      case .close:
        index += 1
        return
      case .atKeyword(let name): try atRule(name, outer)
      default:
        if let selector = outer, let end = declarationEnd() {
          try declaration(until: end, selector, block)
        } else {
          try rule(outer)
        }
      }
    }
  }

  private mutating func atRule(_ name: String, _ outer: CssSelector?) throws(CssProblem) {
    let token = tokens[index]
    guard let brace = tokens[index...].firstIndex(where: { Self.endsPrelude.contains($0.kind) }),
      tokens[brace].kind == .open("{")
    else { throw problem("“@\(name)” needs a block.", token) }
    index = brace + 1
    guard name == "keyframes" else { return try rules(inside: outer) }
    isInKeyframes = true
    try rules(inside: nil)
    isInKeyframes = false
  }

  private mutating func rule(_ outer: CssSelector?) throws(CssProblem) {
    let start = index
    guard let brace = tokens[start...].firstIndex(where: { Self.endsPrelude.contains($0.kind) }),
      tokens[brace].kind == .open("{")
    else { throw problem("This is neither a rule nor “property: value”.", tokens[start]) }
    let prelude = trimmed(start..<brace)
    guard !prelude.isEmpty else { throw problem("This rule has no selector.", tokens[brace]) }
    index = brace + 1
    // A frame of an animation may be put on anything.
    try rules(inside: CssSelector(isInKeyframes ? [] : tokens[prelude], outer: outer, holders ?? []))
  }

  private static let endsPrelude: [CssToken.Kind] = [.open("{"), .semicolon, .close("}")]

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let last = range.last, tokens[last].kind == .whitespace { range = range.dropLast() }
    return range
  }

  /// Where the declaration ends that begins here; nil if it is a nested rule.
  private func declarationEnd() -> Int? {
    guard case .ident(let name) = tokens[index].kind else { return nil }
    let colon = tokens[(index + 1)...].firstIndex { $0.kind != .whitespace }
    guard let colon, tokens[colon].kind == .colon else { return nil }
    let end = tokens[colon...].firstIndex { Self.endsPrelude.contains($0.kind) } ?? tokens.count
    let isRule = end < tokens.count && tokens[end].kind == .open("{")
    return isRule && !name.hasPrefix("--") ? nil : end
  }

  private mutating func declaration(
    until end: Int, _ selector: CssSelector, _ block: CssBlock
  ) throws(CssProblem) {
    let start = tokens[index]
    guard case .ident(let property) = start.kind,
      let colon = tokens[index..<end].firstIndex(where: { $0.kind == .colon })
    else { throw problem("This is neither a rule nor “property: value”.", start) }
    guard end == tokens.count || tokens[end].kind != .open("{") else {
      throw problem("A value can't hold “{”.", tokens[end])
    }
    if let second = tokens[(colon + 1)..<end].first(where: { $0.kind == .colon }) {
      throw problem("A value can't hold “:”. Is a “;” missing before this?", second)
    }
    let declaration = CssDeclaration(property: property, value: tokens[(colon + 1)..<end].map(\.kind))
    if let reason = declaration.objection(in: selector, block, most: holders == nil ? CssAllowance.above : 10)
    {
      throw problem(reason, start)
    }
    index = end
  }

  private func problem(_ reason: String, _ token: CssToken) -> CssProblem {
    CssProblem(place: token.place, reason: reason)
  }
}
