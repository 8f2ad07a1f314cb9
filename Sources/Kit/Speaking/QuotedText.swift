/// A text with the quotes around it set apart: they are somebody else's words, and say nothing about who writes.
struct QuotedText {
  /// What is quoted first, and last, with the lines between it and the rest.
  private(set) var head: Substring = ""
  private(set) var body: Substring
  private(set) var tail: Substring = ""

  init(_ text: String) {
    body = text[...]
    guard text.utf8.contains(UInt8(ascii: ">")) else { return }
    let lines = Self.lines(text)
    let first = Self.quoted(lines, beginsWithName: true)
    let rest = lines.dropFirst(first)
    let last = Self.quoted(Array(rest.reversed()), beginsWithName: false)
    let own = rest.dropLast(last)
    guard own.contains(where: { !Self.isBlank($0) }) else {
      // Somebody's tag may be like a quote; but who was quoted by name is nobody here.
      if Self.isNamed(lines) { (head, body) = (text[...], "") }
      return
    }
    let (begin, end) = (own.first?.startIndex ?? text.startIndex, own.last?.endIndex ?? text.endIndex)
    (head, body, tail) = (text[..<begin], text[begin..<end], text[end...])
  }

  /// The quotes with something else between them.
  func holding(_ text: String) -> String {
    let end = tail.isEmpty || text.last?.isNewline ?? true ? "" : "\n"
    return String(head) + text + end + String(tail)
  }

  /// With their ends.
  private static func lines(_ text: String) -> [Substring] {
    var (lines, rest) = ([Substring](), text[...])
    while let end = rest.firstIndex(where: \.isNewline) {
      lines.append(rest[...end])
      rest = rest[rest.index(after: end)...]
    }
    return rest.isEmpty ? lines : lines + [rest]
  }

  /// How many lines from the beginning are quotes, and blank lines beside them.
  private static func quoted(_ lines: [Substring], beginsWithName: Bool) -> Int {
    var count = 0
    var end = 0
    while count < lines.count {
      if isQuote(lines[count]) {
        end = count + 1
      } else if !isBlank(lines[count]), !(beginsWithName && isName(lines, count)) {
        break
      }
      count += 1
    }
    guard end > 0 else { return 0 }
    while end < lines.count, isBlank(lines[end]) { end += 1 }
    return end
  }

  private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

  private static func isQuote(_ line: Substring) -> Bool {
    let indent = line.prefix { $0 == " " }
    return indent.count < 4 && line.dropFirst(indent.count).first == ">"
  }

  /// `**Ada** in #6:` before a quote, as it was written once.
  private static func isName(_ lines: [Substring], _ place: Int) -> Bool {
    place + 1 < lines.count && isQuote(lines[place + 1]) && isAttribution(lines[place])
  }

  private static func isNamed(_ lines: [Substring]) -> Bool {
    guard let first = lines.first(where: { !isBlank($0) }) else { return false }
    return isAttribution(first.drop { $0 == ">" || $0 == " " })
  }

  private static func isAttribution(_ line: Substring) -> Bool {
    line.hasPrefix("**") && line.contains("** in #") && line.droppingBlanksAtEnd.hasSuffix(":")
  }
}
