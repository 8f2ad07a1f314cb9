import Foundation
import Kit

extension Palette {
  /// Names the kind of file and its version, so that nothing else is taken for a palette.
  static let magic = "rowhouse_palette"
  static let version = 1

  /// The palette as a file that another site can take.
  var exported: String { "{\n  \"\(Self.magic)\": \(Self.version),\n\(fields("  "))\n}\n" }

  /// As it stands in a face's folder.
  var json: String { "{\n\(fields("  "))\n}\n" }

  /// In the order in which people read them.
  private func fields(_ indent: String) -> String {
    var lines = [
      "\"name\": \(name.json)", "\"greeting\": \(greeting.json)", "\"density\": \(density.json)",
    ]
    if let radius { lines.append("\"radius\": \(radius.json)") }
    lines.append(record("fonts", Self.fontRoles, fonts, indent))
    lines.append(record("light", Self.tokens, light, indent))
    lines.append(record("dark", Self.tokens, dark, indent))
    return lines.map { indent + $0 }.joined(separator: ",\n")
  }

  private func record(_ name: String, _ keys: [String], _ values: [String: String], _ indent: String)
    -> String
  {
    let lines = keys.map { "\(indent)  \($0.json): \((values[$0] ?? "").json)" }
    return "\(name.json): {\n\(lines.joined(separator: ",\n"))\n\(indent)}"
  }

  /// Reads an exported palette. Throws `FileProblem`.
  init(imported text: String, file: String) throws {
    guard text.utf8.count <= TextFile.mostBytes else {
      throw FileProblem(file, "A palette is smaller than 512 KB.")
    }
    let check = PaletteCheck(text: text, file: file)
    var whole = try check.object()
    guard let version = whole.removeValue(forKey: Self.magic) else {
      throw FileProblem(file, "This is no palette: “\(Self.magic)” is missing.")
    }
    guard version as? Int == Self.version else {
      throw FileProblem(
        file, "This palette is of a version that this site does not know. It reads \(Self.version).")
    }
    try self.init(whole, check)
  }
}

extension String {
  /// As a JSON text (RFC 8259, 7).
  var json: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case _ where scalar.value < 32: text += String(format: "\\u%04x", scalar.value)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
