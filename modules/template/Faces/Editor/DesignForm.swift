import Foundation
import Kit

/// What was typed in the editor. It is shown again as it is, whatever is wrong with it.
struct DesignForm {
  private(set) var name: String
  private(set) var greeting: String
  private(set) var density: String
  private(set) var radius: String
  private(set) var structure: String
  private(set) var fonts: [String: String]
  /// By `light.page`.
  private(set) var colors: [String: String]
  private(set) var css: String
  /// They have pages of their own; here they only stay.
  private let templates: [String: String]
  private(set) var errors: [(name: String, text: String)] = []

  init(_ design: FaceDesign) {
    let palette = design.palette
    templates = design.templates
    (name, greeting, density) = (palette.name, palette.greeting, palette.density)
    (radius, structure, fonts, css) = (
      palette.radius ?? "", design.structure ?? "", palette.fonts, design.css
    )
    colors = [:]
    for (scheme, values) in [(Scheme.light, palette.light), (.dark, palette.dark)] {
      for token in Palette.tokens { colors[Self.key(scheme, token)] = values[token] }
    }
  }

  /// A colour has two fields: what is typed, and what is picked. What differs from `design` was meant.
  init(_ form: Form, over design: FaceDesign) {
    self.init(design)
    (name, greeting) = (PlainText.line(form["name"]), PlainText.line(form["greeting"]))
    (density, radius, structure, css) = (form["density"], form["radius"], form["structure"], form["css"])
    for role in Palette.fontRoles { fonts[role] = form["font.\(role)"] }
    for key in colors.keys {
      let (typed, picked) = (Self.hex(form[key]), form["pick.\(key)"].lowercased())
      colors[key] = typed == colors[key] && !picked.isEmpty ? picked : typed
    }
    take(form["take"])
    if form["derive"] == "dark" { deriveDark() }
    check()
  }

  static func key(_ scheme: Scheme, _ token: String) -> String { "\(scheme.rawValue).\(token)" }

  /// `A1B`, `#a1b` and `#AA11BB` are all understood.
  private static func hex(_ text: String) -> String {
    let text = PlainText.line(text).lowercased()
    let digits = text.hasPrefix("#") ? String(text.dropFirst()) : text
    guard digits.allSatisfy(\.isHexDigit) else { return text }
    if digits.count == 3 { return "#" + digits.map { "\($0)\($0)" }.joined() }
    return digits.count == 6 ? "#\(digits)" : text
  }

  /// `light.muted=#5a5a5a`: a remedy that was taken.
  private mutating func take(_ remedy: String) {
    let parts = remedy.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, colors[parts[0]] != nil else { return }
    colors[parts[0]] = Self.hex(parts[1])
  }

  private mutating func deriveDark() {
    for (token, hex) in DarkScheme.derived(from: values(.light)) { colors[Self.key(.dark, token)] = hex }
  }

  func values(_ scheme: Scheme) -> [String: String] {
    Dictionary(uniqueKeysWithValues: Palette.tokens.map { ($0, colors[Self.key(scheme, $0)] ?? "") })
  }

  /// Of the colours that can be read.
  func report(_ scheme: Scheme) -> ContrastReport {
    ContrastReport(DerivedColor.adding(to: values(scheme).compactMapValues { Color(hex: $0) }))
  }
}

extension DesignForm {
  /// What the form shows, as it is kept, beside what was sent.
  func sight(_ sent: DesignForm? = nil) -> Sight {
    Sight(
      [.init("Name", name, field: "name"), .init("Greeting", greeting, field: "greeting")]
        + zip(told, (sent ?? self).told).map { now, sent in .init(now.label, now.text, wanted: sent.text) }
        + [.init("Rules", css, field: "css")])
  }

  private var told: [(label: String, text: String)] {
    [("Density", density), ("Corners", radius), ("Templates", structure)]
      + Palette.fontRoles.map { ("Type of \($0)", fonts[$0] ?? "") }
      + Scheme.allCases.flatMap { scheme in
        Palette.tokens.map { ("\($0), \(scheme.rawValue)", colors[Self.key(scheme, $0)] ?? "") }
      }
  }
}

// MARK: - Checking

extension DesignForm {
  var design: FaceDesign {
    FaceDesign(
      palette: Palette(
        name: name, greeting: greeting, density: density, radius: radius.isEmpty ? nil : radius, fonts: fonts,
        light: values(.light), dark: values(.dark)),
      css: css, structure: structure.isEmpty ? nil : structure, templates: templates)
  }

  private mutating func check() {
    if name.isEmpty { errors.append(("name", "The name can’t be empty.")) }
    if let objection = PlainText.objection(toLine: name, longest: 100) {
      errors.append(("name", objection.sentence(about: "The name")))
    }
    if let objection = PlainText.objection(toLine: greeting, longest: 200) {
      errors.append(("greeting", objection.sentence(about: "The greeting")))
    }
    if Palette.paces[density] == nil || !(radius.isEmpty || Palette.radii[radius] != nil)
      || !Palette.fontRoles.allSatisfy({ Palette.fontNames.contains(fonts[$0] ?? "") })
      || !(structure.isEmpty || Slug.isOne(structure))
    {
      errors.append(("density", "Density, corners and type: choose one of what is offered."))
    }
    for scheme in Scheme.allCases {
      for token in Palette.tokens where Color(hex: colors[Self.key(scheme, token)] ?? "") == nil {
        let key = Self.key(scheme, token)
        errors.append((key, "\(scheme.rawValue.capitalized) \(token): a colour is written like #33202b."))
      }
    }
    do { try AlterCss.check(css, file: "Rules") } catch {
      let problem = error as? FileProblem
      errors.append(("css", "\(problem?.place ?? "Rules"): \(problem?.reason ?? "\(error)")"))
    }
  }

  func error(of name: String) -> String? { errors.first { $0.name == name }?.text }
}

extension DesignForm {
  /// What only whole pages show: that a rule hides what the face's own layout holds.
  mutating func take(_ fitting: Fitting) {
    guard let problem = fitting.objection, problem.file == "Rules" else { return }
    errors.append(("css", "\(problem.place): \(problem.reason)"))
  }
}
