/// The file that systemd reads with EnvironmentFile= (systemd.exec(5)): `NAME=value`, comments with # or ;,
/// single and double quotes, a backslash before a line end joins lines.
enum EnvironmentFile {
  static func read(_ text: String, name: String) throws -> [String: String] {
    var values: [String: String] = [:]
    for (number, line) in joined(text) {
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard let first = line.first, first != "#", first != ";" else { continue }
      let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, let value = unquoted(pair[1]) else {
        throw SettingsError("\(name):\(number): not NAME=value")
      }
      values[String(pair[0])] = value
    }
    return values
  }

  /// Lines with their numbers, those that end with a backslash joined to the next.
  private static func joined(_ text: String) -> [(Int, String)] {
    var lines: [(Int, String)] = []
    var isOpen = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let continues = line.hasSuffix("\\")
      let content = String(continues ? line.dropLast() : line)
      if isOpen { lines[lines.count - 1].1 += content } else { lines.append((index + 1, content)) }
      isOpen = continues
    }
    return lines
  }

  /// nil if a quote is left open.
  private static func unquoted(_ text: Substring) -> String? {
    var value = ""
    var quote: Character?
    var rest = text.drop { $0 == " " || $0 == "\t" }
    var kept = 0  // trailing blanks count only inside quotes
    while let character = rest.popFirst() {
      switch (character, quote) {
      case ("\\", let open) where open != "'":
        value.append(rest.popFirst() ?? "\\")
      case ("'", nil), ("\"", nil): quote = character
      case (let end, let open?) where end == open: quote = nil
      default:
        value.append(character)
        if quote == nil, character == " " || character == "\t" { continue }
      }
      kept = value.count
    }
    return quote == nil ? String(value.prefix(kept)) : nil
  }
}
