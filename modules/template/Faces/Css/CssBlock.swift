/// What one block says of itself, as far as one declaration bears on another.
struct CssBlock {
  private var values: [String: [CssToken.Kind]] = [:]

  /// From behind a `{` to the `}` that closes it; rules nested in it say nothing here.
  init(_ tokens: ArraySlice<CssToken>) {
    var (depth, property, value) = (0, String?.none, [CssToken.Kind]())
    var last: String?
    for token in tokens {
      switch token.kind {
      case .close where depth == 0:
        note(property, value)
        return
      case .semicolon where depth == 0:
        note(property, value)
        (property, value, last) = (nil, [], nil)
        continue
      case .colon where depth == 0 && property == nil: property = last
      case .ident(let name) where depth == 0 && property == nil: last = name
      case .open, .function: depth += 1
      case .close(let bracket):
        depth -= 1
        if depth == 0, bracket == "}" { (property, value, last) = (nil, [], nil) }
      default: break
      }
      if property != nil { value.append(token.kind) }
    }
    note(property, value)
  }

  init() {}

  private mutating func note(_ property: String?, _ value: [CssToken.Kind]) {
    if let property { values[property] = value }
  }

  private func idents(_ property: String) -> [String] {
    (values[property] ?? []).compactMap { if case .ident(let name) = $0 { name } else { nil } }
  }

  var isAbsolute: Bool { idents("position").contains("absolute") }
  var isSticky: Bool { idents("position").contains("sticky") }
  var isAboveAll: Bool { (values["z-index"] ?? []).contains(.number(Double(CssAllowance.above))) }

  /// Grounds on which all inks were measured, and those that have an ink of their own.
  static let grounds = Set(plain + Array(inks.keys))
  private static let plain = [
    "page", "surface", "raised", "sunken", "accent-soft", "good-soft", "warn-soft", "bad-soft", "quote",
    "code",
    "mark", "cast", "veil", "glow",
  ].map { "--\($0)" }
  private static let inks = [
    "--accent": "--on-accent", "--accent-hover": "--on-accent", "--bad": "--on-bad",
  ]

  /// Whether a ground that has an ink of its own, or such an ink, comes with the other.
  var isMeasured: Bool {
    let ground = (idents("background") + idents("background-color")).compactMap { Self.inks[$0] }
    let ink = idents("color").filter(Self.inks.values.contains)
    return Set(ground) == Set(ink)
  }
}
