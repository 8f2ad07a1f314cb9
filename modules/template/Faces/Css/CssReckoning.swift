/// Works out `calc()`, `min()`, `max()` and `clamp()` with lengths, shares and the site's own spaces.
struct CssReckoning {
  private var tokens: ArraySlice<CssToken.Kind>
  private let window: CssPart.Window
  private var isLength = false
  private var depth = 0

  init(_ tokens: ArraySlice<CssToken.Kind>, _ window: CssPart.Window) {
    (self.tokens, self.window) = (tokens.filter { $0 != .whitespace }[...], window)
  }

  /// nil for what is no sum of such things.
  var result: CssPart? {
    mutating get {
      guard let value = sum(), tokens.isEmpty, value.isFinite else { return nil }
      return isLength ? .length(value) : .number(value)
    }
  }

  private mutating func sum() -> Double? {
    guard var value = product() else { return nil }
    while let sign = take([.delim("+"), .delim("-")]) {
      guard let next = product() else { return nil }
      value += sign == .delim("+") ? next : -next
    }
    return value
  }

  private mutating func product() -> Double? {
    guard var value = factor() else { return nil }
    while let sign = take([.delim("*"), .delim("/")]) {
      guard let next = factor() else { return nil }
      value = sign == .delim("*") ? value * next : value / next
    }
    return value
  }

  private mutating func take(_ kinds: [CssToken.Kind]) -> CssToken.Kind? {
    tokens.first.flatMap { kinds.contains($0) ? tokens.popFirst() : nil }
  }

  private mutating func factor() -> Double? {
    switch tokens.popFirst() {
    case .number(let number): return number
    case .percentage(let share): return length(share / 100 * window.whole)
    case .dimension(let number, let unit): return pixels(unit).flatMap { length(number * $0) }
    case .open("("): return inBrackets { $0.sum() }
    case .function(let name): return function(name)
    default: return nil
    }
  }

  private mutating func length(_ pixels: Double) -> Double {
    isLength = true
    return pixels
  }

  private mutating func inBrackets(_ read: (inout CssReckoning) -> Double?) -> Double? {
    // Nobody nests that deep who means it.
    guard depth < 16 else { return nil }
    depth += 1
    defer { depth -= 1 }
    guard let value = read(&self), take([.close(")")]) != nil else { return nil }
    return value
  }

  private mutating func function(_ name: String) -> Double? {
    switch name {
    case "calc": return inBrackets { $0.sum() }
    case "min": return inBrackets { $0.list()?.min() }
    case "max": return inBrackets { $0.list()?.max() }
    case "clamp":
      return inBrackets { reckoning in
        reckoning.list().flatMap { $0.count == 3 ? max($0[0], min($0[1], $0[2])) : nil }
      }
    case "var": return inBrackets { $0.space() }
    case "env": return inBrackets { $0.edge() }
    default: return nil
    }
  }

  private mutating func list() -> [Double]? {
    var values: [Double] = []
    repeat {
      guard let value = sum() else { return nil }
      values.append(value)
    } while take([.comma]) != nil
    return values
  }

  private mutating func space() -> Double? {
    guard case .ident(let name)? = tokens.popFirst() else { return nil }
    if let number = Self.numbers[name] { return number }
    return Self.space(name).map { length($0) }
  }

  /// How far a device's own edge reaches in: next to nothing.
  private mutating func edge() -> Double? {
    guard case .ident? = tokens.popFirst() else { return nil }
    return length(0)
  }

  /// Whether a token is a length or a number that a face can't set beyond what is sound.
  static func knows(_ name: String) -> Bool { numbers[name] != nil || space(name) != nil }

  private static let numbers = ["--pace": 1.0, "--leading": 1.6]
  private static let spaces = [
    "--edge-space": 16.0, "--measure": 560, "--target": 40, "--radius": 8, "--avatar": 40,
  ]

  private static func space(_ name: String) -> Double? {
    if name.hasPrefix("--space-") { return 48 }
    return name.hasPrefix("--step-") ? 17 : spaces[name]
  }

  private func pixels(_ unit: String) -> Double? {
    if ["vw", "vi", "dvw", "svw", "lvw", "cqw", "cqi"].contains(unit) { return window.width / 100 }
    if ["vh", "vb", "dvh", "svh", "lvh"].contains(unit) { return window.height / 100 }
    return CssDeclaration.pixels[unit]
  }
}
