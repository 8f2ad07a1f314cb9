import Foundation

/// What a face wears: its palette and rules as one style sheet.
struct FaceSheet: Sendable {
  let palette: Palette
  let rules: String
  /// The face whose templates it is worn with; nil: those of its own name.
  var structure: String?
  /// Those that the editor laid over them, by their path in a face's folder.
  var templates: [String: String] = [:]
  /// What it was read from.
  var files: [SnapshotArchive.File] = []

  static let folder = "modules/template/static/css/alters"

  /// Reads `palette.json` and, beside it, `alter.css`. nil if the folder has no palette.
  static func read(_ folder: String, _ roots: Roots, _ tree: inout FileTree) throws -> FaceSheet? {
    let files = tree.files(below: folder, ending: "")
    guard let palette = files.first(where: { $0.name == "palette.json" }) else { return nil }
    let shown = roots.short(palette.path)
    let rules = try files.first { $0.name == "alter.css" }.map { file in
      let shown = roots.short(file.path)
      let css = try tree.text(of: file, shown)
      try AlterCss.check(css, file: shown)
      return SnapshotArchive.File(path: shown, text: css)
    }
    let text = try tree.text(of: palette, shown)
    return FaceSheet(
      palette: try Palette(text, file: shown), rules: rules?.text ?? "",
      files: [SnapshotArchive.File(path: shown, text: text)] + [rules].compactMap(\.self))
  }

  /// The whole sheet in a cascade layer: `alter` for a face, `viewer` for the viewer's own choice.
  /// Tokens are written out for each scheme: derived from one another they would not follow an override.
  func css(layer: String) -> String {
    """
    @layer \(layer) {
    :root { --pace: \(Palette.paces[palette.density] ?? "1"); \(radius)\(fonts)color-scheme: light; \(Self.colors(palette.light))}
    @media (prefers-color-scheme: dark) {
    :root:not([data-scheme="light"]) { color-scheme: dark; \(Self.colors(palette.dark))}
    }
    :root[data-scheme="dark"] { color-scheme: dark; \(Self.colors(palette.dark))}
    \(rules)
    }

    """
  }

  private var radius: String {
    palette.radius.flatMap { Palette.radii[$0] }.map { "--radius: \($0); " } ?? ""
  }

  private var fonts: String {
    Palette.fontRoles.map { "--\($0): var(--\(palette.fonts[$0] ?? "sans")); " }.joined()
  }

  static func colors(_ scheme: [String: String]) -> String {
    Palette.tokens.map { "--\($0): \(scheme[$0] ?? ""); " }.joined() + DerivedColor.css(scheme)
  }
}

extension Stage {
  /// The faces that everybody may wear: those that ship. What the operator made bears the names of alters,
  /// which are nobody's business.
  package var shippedFaces: [(slug: String, title: String)] {
    let sheets = snapshot.sheets
    // Without the folder there is no face to choose.
    let slugs =
      (try? FileManager.default.contentsOfDirectory(atPath: "\(roots.home)/\(FaceSheet.folder)")) ?? []
    return slugs.sorted().compactMap { slug in sheets[slug].map { (slug, $0.palette.name) } }
  }
}
