/// What a selector's last part may match, as far as its words tell.
enum CssReach: Int, Comparable {
  /// An element of the face's own, or a drawing.
  case own
  /// `::before` or `::after` of something that people need, or that holds it.
  case ornament
  /// What stands around something that people need: a face places it in its own way, but hides it as little.
  case holder
  /// Anything, and with it what nobody may hide, cover or move.
  case anything

  static func < (a: CssReach, b: CssReach) -> Bool { a.rawValue < b.rawValue }
}

/// The selectors before one block.
struct CssSelector {
  let reach: CssReach
  /// Whether text put before or after it could be taken for a part of somebody's name.
  let touchesNames: Bool
  /// Whether all of it are `::before`, `::after` or `::marker`.
  let isGenerated: Bool
  /// Whether all of it stands on a page that has the window for itself.
  let isInRoom: Bool
  /// Whether all of it is what opens below a word.
  let isMenuSheet: Bool

  /// `outer` is what `&` stands for; `holders` are classes around what is protected.
  init(_ prelude: ArraySlice<CssToken>, outer: CssSelector?, _ holders: Set<String>) {
    let complex = Self.split(prelude) { $0 == .comma }.map { Complex($0, outer: outer, holders) }
    reach = complex.map(\.reach).max() ?? .anything
    touchesNames = complex.contains { $0.touchesNames }
    isGenerated = complex.allSatisfy { $0.pseudoElement.map(Self.generated.contains) ?? false }
    isInRoom = complex.allSatisfy { $0.classes.contains("page-room") } || outer?.isInRoom ?? false
    isMenuSheet = complex.allSatisfy(\.isMenuSheet)
  }

  private static let generated: Set<String> = ["before", "after", "marker"]

  /// Parts between separators outside of brackets.
  static func split(
    _ tokens: ArraySlice<CssToken>, _ isSeparator: (CssToken.Kind) -> Bool
  ) -> [ArraySlice<CssToken>] {
    var (parts, depth, start) = ([ArraySlice<CssToken>](), 0, tokens.startIndex)
    for index in tokens.indices {
      switch tokens[index].kind {
      case .open, .function: depth += 1
      case .close: depth -= 1
      case let kind where depth == 0 && isSeparator(kind):
        parts.append(tokens[start..<index])
        start = index + 1
      default: break
      }
    }
    return parts + [tokens[start...]]
  }
}

/// One selector without commas.
private struct Complex {
  private(set) var reach = CssReach.anything
  private(set) var pseudoElement: String?
  private(set) var touchesNames = false
  private(set) var classes: Set<String> = []
  private(set) var isMenuSheet = false

  init(_ tokens: ArraySlice<CssToken>, outer: CssSelector?, _ holders: Set<String>) {
    let compounds = CssSelector.split(tokens) { kind in
      [.whitespace, .delim(">"), .delim("+"), .delim("~"), .delim("|")].contains(kind)
    }.filter { !$0.isEmpty }
    guard let last = compounds.last else { return }
    let subject = Compound(last)
    classes = Set(compounds.flatMap { Compound($0).classes })
    isMenuSheet = subject.classes == ["menu-sheet"]
    pseudoElement = subject.pseudoElement
    let host = subject.reach(outer: outer, holders)
    switch pseudoElement {
    case nil: reach = host
    case "before", "after", "marker": reach = host == .own ? .own : .ornament
    default: break
    }
    touchesNames = subject.mayBeName(in: compounds.dropLast().flatMap { Compound($0).classes })
  }
}

/// `a.button:hover::before`
private struct Compound {
  private(set) var type: String?
  private(set) var classes: [String] = []
  private(set) var pseudoElement: String?
  private(set) var isNested = false
  /// What stands in `:is()` and `:where()`.
  private(set) var alternatives: [ArraySlice<CssToken>] = []

  init(_ tokens: ArraySlice<CssToken>) {
    var index = tokens.startIndex
    while index < tokens.endIndex {
      let kind = tokens[index].kind
      let next = index + 1 < tokens.endIndex ? tokens[index + 1].kind : nil
      switch (kind, next) {
      case (.ident(let name), _): type = name
      case (.delim("&"), _): isNested = true
      case (.delim("."), .ident(let name)):
        classes.append(name)
        index += 1
      case (.colon, .colon): index = takePseudoElement(tokens, index + 2)
      case (.colon, .ident(let name)):
        if ["before", "after", "first-line", "first-letter"].contains(name) { pseudoElement = name }
        index += 1
      case (.colon, .function(let name)):
        let end = Self.end(tokens, index + 1)
        if ["is", "where"].contains(name) { alternatives.append(tokens[(index + 2)..<max(index + 2, end)]) }
        index = end
      case (.open, _): index = Self.end(tokens, index)
      default: break
      }
      index += 1
    }
  }

  private mutating func takePseudoElement(_ tokens: ArraySlice<CssToken>, _ index: Int) -> Int {
    guard index < tokens.endIndex else { return index }
    switch tokens[index].kind {
    case .ident(let name): pseudoElement = name
    case .function(let name):
      pseudoElement = name
      return Self.end(tokens, index)
    default: pseudoElement = ""
    }
    return index
  }

  /// The bracket that closes the one at `index`.
  private static func end(_ tokens: ArraySlice<CssToken>, _ index: Int) -> Int {
    var depth = 0
    for index in index..<tokens.endIndex {
      switch tokens[index].kind {
      case .open, .function: depth += 1
      case .close: depth -= 1
      default: break
      }
      if depth == 0 { return index }
    }
    return tokens.endIndex - 1
  }

  func reach(outer: CssSelector?, _ holders: Set<String>) -> CssReach {
    if isNested, let outer, outer.reach == .own { return .own }
    let others = classes.filter { !ProtectedParts.holds($0) }
    if !others.isEmpty { return others.contains(where: holders.contains) ? .holder : .own }
    if classes.isEmpty, let type, ProtectedParts.drawings.contains(type) { return .own }
    let inner = alternatives.map { CssSelector($0, outer: outer, holders).reach }
    return inner.contains(.own) ? .own : .anything
  }

  func mayBeName(in ancestors: [String]) -> Bool {
    if classes.contains(where: ProtectedParts.names.contains) { return true }
    if alternatives.contains(where: { CssSelector($0, outer: nil, []).touchesNames }) { return true }
    guard classes.isEmpty, !isNested else { return false }
    guard let type, type != "*" else { return alternatives.isEmpty }
    guard ["a", "b", "span", "strong"].contains(type) else { return false }
    return ancestors.isEmpty || ancestors.contains(where: ProtectedParts.holdsNames.contains)
  }
}
