import Crypto
import Foundation
import Kit

/// What the editor makes of a face: colours and rules in one file, so that both change together.
struct FaceDesign: Sendable, Equatable {
  var palette: Palette
  var css: String
  /// The face whose templates it is worn with; nil: those of its own name.
  var structure: String?
  /// What the face has of its own beside its files: texts by their path in a face's folder.
  var templates: [String: String] = [:]

  /// Names this in addresses; other colours or rules have another one.
  var hash: String { String(SHA256.hash(data: Data(text.utf8)).hex.prefix(16)) }

  var sheet: FaceSheet {
    FaceSheet(palette: palette, rules: css, structure: structure, templates: templates)
  }

  /// Why it may not be published; nil if it may.
  var objection: FileProblem? {
    do {
      try AlterCss.check(css, file: "rules")
      _ = try Palette(palette.json, file: "palette")
      return nil
    } catch {
      return error as? FileProblem ?? FileProblem("face", "\(error)")
    }
  }
}

extension FaceDesign {
  init(_ sheet: FaceSheet) {
    self.init(
      palette: sheet.palette, css: sheet.rules, structure: sheet.structure, templates: sheet.templates)
  }
}

// MARK: - As a file

extension FaceDesign {
  private static let magic = "rowhouse_face"
  private static let version = 1

  var text: String {
    "{\"\(Self.magic)\": \(Self.version),\n\"palette\": \(palette.json.trimmingCharacters(in: .newlines)),\n"
      + (structure.map { "\"structure\": \($0.json),\n" } ?? "") + templateText + "\"css\": \(css.json)}\n"
  }

  private var templateText: String {
    let lines = templates.sorted { $0.key < $1.key }.map { "  \($0.json): \($1.json)" }
    return lines.isEmpty ? "" : "\"templates\": {\n\(lines.joined(separator: ",\n"))\n},\n"
  }

  /// Throws `FileProblem`. What is published is measured again: the site shows nothing that can't be read.
  init(_ text: String, file: String, isDraft: Bool) throws {
    let check = PaletteCheck(text: text, file: file)
    let whole = try check.object()
    try check.keys(of: whole, [Self.magic, "palette", "css"], optional: ["structure", "templates"])
    guard whole[Self.magic] as? Int == Self.version, let palette = whole["palette"] as? [String: Any],
      let css = whole["css"] as? String
    else { throw FileProblem(file, "This is not a face of a version that this site knows.") }
    self.palette = try Palette(palette, check)
    self.css = css
    structure = whole["structure"] as? String
    guard let templates = (whole["templates"] ?? [String: String]()) as? [String: String] else {
      throw FileProblem(file, "“templates” must be an object of texts.")
    }
    self.templates = templates
    try FaceTemplates.check(templates)
    try AlterCss.check(css, file: file)
    if !isDraft { try check.contrast(of: self.palette) }
  }
}
