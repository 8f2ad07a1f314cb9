import Foundation

/// What may stand in a name, a title or a text that others read: one rule for all forms. What shows nothing
/// around it is taken away, since keyboards and copying add such marks; what would show otherwise than it was
/// typed is refused, by its name.
public enum PlainText {
  /// What was typed into one line, as it is kept: in Unicode's composed form, with a blank for what copying
  /// brings along in place of one. Empty if nothing of it can be seen.
  public static func line(_ typed: String) -> String {
    kept(typed.unicodeScalars.map { isStray($0) ? " " : $0 })
  }

  /// What was typed into as many lines as it takes, as it is kept: a line end is `\n`. Empty if nothing of it
  /// can be seen.
  public static func text(_ typed: String) -> String { kept(Array(lines(typed).unicodeScalars)) }

  /// The same with its blanks, which Markdown may mean.
  public static func lines(_ typed: String) -> String {
    // Most fields are empty, and Foundation is slow to see it.
    if typed.isEmpty { return "" }
    let lines = typed.replacing("\r\n", with: "\n").unicodeScalars.map { isLineEnd($0) ? "\n" : $0 }
    return String(String.UnicodeScalarView(lines)).precomposedStringWithCanonicalMapping
  }

  /// Why others can't read this in one line; nil if they can.
  public static func objection(toLine text: String, longest: Int) -> TextObjection? {
    size(text, longest) ?? firstRefused(text, isRefusedInLines)
  }

  /// The same for many lines, which stand apart from each other and from what is around them.
  public static func objection(toText text: String, longest: Int) -> TextObjection? {
    size(text, longest) ?? firstRefused(text, isRefusedInTexts)
  }

  /// The first of those that are not wanted in it.
  public static func objection(
    to text: String, refusing isRefused: (Unicode.Scalar) -> Bool
  ) -> TextObjection? {
    firstRefused(text) { scalar, _ in isRefused(scalar) }
  }

  /// The first mark that shows nothing, but the joiners: where two names of one look must not differ by it.
  public static func objection(toHiddenIn text: String) -> TextObjection? {
    objection(to: text) { $0.properties.generalCategory == .format && !isJoiner($0) }
  }

  public static func isLine(_ text: String, longest: Int) -> Bool {
    objection(toLine: text, longest: longest) == nil
  }

  public static func isText(_ text: String, longest: Int) -> Bool {
    objection(toText: text, longest: longest) == nil
  }

  /// Without what no line may have: for what comes from a file that nobody can be asked about.
  public static func mended(line typed: String) -> String {
    let flat = typed.unicodeScalars.map { isLineEnd($0) || $0 == "\t" ? " " : $0 }
    return line(without(String(String.UnicodeScalarView(flat)), isRefusedInLines))
  }

  /// Without what no text may have.
  public static func mended(text typed: String) -> String { without(text(typed), isRefusedInTexts) }

  /// The same with its blanks.
  public static func mended(lines typed: String) -> String {
    let lines = without(lines(typed), isRefusedInTexts)
    return showsSomething(lines) ? lines : ""
  }

  private static func kept(_ scalars: [Unicode.Scalar]) -> String {
    guard scalars.contains(where: isSeen) else { return "" }
    let end = scalars.lastIndex { !isBlank($0) && !isUnseenMark($0) } ?? scalars.startIndex
    let rest = scalars[...end].drop { isBlank($0) || isUnseenMark($0) || isJoiner($0) }
    return String(String.UnicodeScalarView(rest)).precomposedStringWithCanonicalMapping
  }

  /// Scalars too: a character can carry any number of marks.
  private static func size(_ text: String, _ longest: Int) -> TextObjection? {
    if text.utf8.count <= longest { return nil }
    let count = text.count
    if count > longest { return .long(count, most: longest) }
    return text.unicodeScalars.count > longest * 8 ? .marks : nil
  }

  private static func firstRefused(
    _ text: String, _ isRefused: (Unicode.Scalar, _ isInFlag: Bool) -> Bool
  ) -> TextObjection? {
    var isInFlag = false
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      if isRefused(scalars[index], isInFlag) { return .character(scalars[index], after: scalars[..<index]) }
      isInFlag = scalars[index] == blackFlag || isInFlag && isTag(scalars[index])
    }
    return nil
  }

  private static func without(
    _ text: String, _ isRefused: (Unicode.Scalar, _ isInFlag: Bool) -> Bool
  ) -> String {
    var isInFlag = false
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isRefused(scalar, isInFlag) {
      kept.append(scalar)
      isInFlag = scalar == blackFlag || isInFlag && isTag(scalar)
    }
    return String(kept)
  }
}

extension PlainText {
  /// A name stands in the middle of sentences and lists, so nothing in it may turn or hide what is around it.
  private static func isRefusedInLines(_ scalar: Unicode.Scalar, _ isInFlag: Bool) -> Bool {
    if isTag(scalar) { return !isInFlag }
    return switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
    case .unassigned: !isPictographToCome(scalar)
    case .format: isTurning(scalar)
    default: false
    }
  }

  private static func isRefusedInTexts(_ scalar: Unicode.Scalar, _ isInFlag: Bool) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\n" && scalar != "\t"
    case .surrogate: true
    default: isOverride(scalar)
    }
  }

  /// England's flag is a black one with the letters of its name behind it, which show nothing anywhere else.
  private static let blackFlag: Unicode.Scalar = "\u{1F3F4}"

  private static func isTag(_ scalar: Unicode.Scalar) -> Bool { (0xE0020...0xE007F).contains(scalar.value) }

  /// These blocks are kept for emoji: those of next year are written before this program knows them.
  private static func isPictographToCome(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F000...0x1FAFF).contains(scalar.value)
  }

  /// Turns everything up to its end around, letters that have a direction of their own included.
  private static func isOverride(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x202D || scalar.value == 0x202E
  }

  /// Begins or ends something that has its own direction.
  private static func isTurning(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// What an input of one line lets through although it ends lines or cells. It lets no `\n` through.
  private static func isStray(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\t" || isLineEnd(scalar) && scalar != "\n" && scalar != "\r"
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// Keyboards and copying leave these at the ends of what people meant.
  private static func isUnseenMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF: true
    default: isTurning(scalar) && !isOverride(scalar)
    }
  }

  /// At the end it may give a letter its shape.
  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200C || scalar.value == 0x200D
  }
}

extension PlainText {
  /// Whether there is anything in it to read.
  public static func showsSomething(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains(where: isSeen)
  }

  /// False for blanks, controls, joiners, fillers and everything else that leaves a line empty.
  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    if (0x21...0x7E).contains(scalar.value) { return true }
    let isEmpty =
      isBlank(scalar) || scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800
      || scalar.properties.generalCategory == .control
    return !isEmpty && !(0xFFF9...0xFFFB).contains(scalar.value)
  }
}
