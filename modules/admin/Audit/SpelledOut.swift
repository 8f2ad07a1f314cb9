extension String {
  /// The text as evidence is shown: characters that can't be seen, or would move what stands around them, are spelled
  /// out as `⟨U+202E⟩`, but for those of `keeping`. Over `most` scalars the rest is counted.
  func spelledOut(keeping: Set<Unicode.Scalar> = [], most: Int = .max) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in unicodeScalars.prefix(most) {
      if scalar.isPlain || keeping.contains(scalar) {
        shown.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        shown.append(contentsOf: "⟨U+\(zeros)\(digits)⟩".unicodeScalars)
      }
    }
    let rest = unicodeScalars.count - most
    return String(shown) + (rest > 0 ? " … and \(rest) characters more" : "")
  }
}

extension Unicode.Scalar {
  /// Joiners are plain: emoji and whole scripts are written with them.
  var isPlain: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
    case .format: value == 0x200C || value == 0x200D
    default: true
    }
  }
}
