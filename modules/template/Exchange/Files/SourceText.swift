/// Text of a stranger's file, brought into what our tables take.
enum SourceText {
  static let longestName = 100
  static let longestText = 10_000

  /// One line without control characters and without those that turn the direction of what follows.
  static func line(_ text: String, _ remarks: inout Remarks) -> String {
    let clean = String(
      text.unicodeScalars.map { isBlank($0) ? " " : Character($0) }.filter { !isControl($0) })
    if clean != text {
      remarks.note(.mended, "names and pronouns had control characters, which were removed")
    }
    return cut(clean.trimmed, to: longestName, "names and pronouns were longer than 100 characters", &remarks)
  }

  /// Many lines, without NUL.
  static func body(_ text: String, _ remarks: inout Remarks) -> String {
    let clean = text.utf8.contains(0) ? text.filter { $0 != "\0" } : text
    return cut(clean, to: longestText, "texts were longer than 10,000 characters", &remarks)
  }

  private static func cut(_ text: String, to most: Int, _ reason: String, _ remarks: inout Remarks) -> String
  {
    // Characters are counted only where there can be too many.
    guard text.utf8.count > most, text.count > most else { return text }
    remarks.note(.mended, "\(reason) and were cut")
    return String(text.prefix(most))
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\t"
  }

  private static func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { scalar in
      scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
  }

  /// `rrggbb`; nil for what is no colour. Eight digits begin with how opaque it is.
  static func color(_ text: String) -> String? {
    let digits = text.trimmed.drop { $0 == "#" }
    guard digits.allSatisfy({ $0.isASCII && $0.isHexDigit }), [6, 8].contains(digits.count) else {
      return nil
    }
    return digits.suffix(6).lowercased()
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
