import Foundation

/// What may stand in a text that others read.
public enum PlainText {
  /// False for control characters, and for those that turn the direction of what stands around them.
  public static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    case .format: !isTurning(scalar)
    default: true
    }
  }

  private static func isTurning(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// What was typed into one line, as it is kept: without blanks around it, in Unicode's composed form.
  public static func line(_ typed: String) -> String {
    // Most fields are empty, and Foundation is slow to see it.
    if typed.isEmpty { return "" }
    return typed.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
  }

  /// Whether others may read this in one line.
  public static func isLine(_ text: String, longest: Int) -> Bool {
    fits(text, longest) && text.unicodeScalars.allSatisfy(isVisible)
  }

  /// Whether others may read this, in as many lines as it takes.
  public static func isText(_ text: String, longest: Int) -> Bool {
    fits(text, longest)
      && text.unicodeScalars.allSatisfy { isVisible($0) || $0 == "\n" || $0 == "\t" }
  }

  /// Scalars too: a character can carry any number of marks.
  private static func fits(_ text: String, _ longest: Int) -> Bool {
    text.utf8.count <= longest || (text.count <= longest && text.unicodeScalars.count <= longest * 8)
  }
}
