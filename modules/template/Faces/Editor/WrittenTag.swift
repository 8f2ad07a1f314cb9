/// A tag that somebody wrote into a template, read so that it means the same whichever sections a reader gets and
/// whatever stands in their words.
struct WrittenTag {
  private let text: [Character]
  /// Where the last tag of a template ends.
  private let lastEnd: Int
  /// Names of data that hold addresses, beside those that everywhere do.
  private let addresses: Set<String>

  init(_ text: String, addresses: Set<String>) {
    self.text = Array(text.replacing(/\{\{\s*!.*?\}\}/.dotMatchesNewlines(), with: ""))
    lastEnd = self.text.lastIndex(of: "}") ?? 0
    self.addresses = addresses.union(["href", "src"])
  }

  /// Why it may not stand there; nil if it may.
  var objection: String? { structureObjection ?? addressObjection }

  /// Words that somebody chose may stand between quotes alone: elsewhere they would become attributes.
  private var structureObjection: String? {
    var (index, quote, sections) = (0, Character?.none, [Character?]())
    while index < text.count {
      guard let end = mustache(at: index) else {
        guard !isControl(text[index]) else { return "There is something invisible in this tag." }
        if text[index] == quote { quote = nil } else if quote == nil, isQuote(index) { quote = text[index] }
        index += 1
        continue
      }
      switch text[(index + 2)...].first(where: { !$0.isWhitespace }) {
      case "#", "^":
        guard quote != nil || mayBegin(index) else { return Self.split }
        sections.append(quote)
      case "/":
        guard sections.popLast() == .some(quote) else { return "A section holds half of a quoted value." }
        guard quote != nil || mayEnd(index, end) else { return Self.split }
      case let kind:
        guard quote != nil else { return "In a tag words stand between quotes: title=\"{{name}}\"." }
        if kind == "$" || kind == "<" { sections.append(quote) }
      }
      index = end
    }
    return nil
  }

  private static let split = "A section holds whole attributes, with a space before it."

  private func mayBegin(_ index: Int) -> Bool {
    text[index - 1].isWhitespace || "\"'}".contains(text[index - 1])
  }

  private func mayEnd(_ index: Int, _ end: Int) -> Bool {
    mayBegin(index) || end < text.count && (text[end].isWhitespace || ">/".contains(text[end]))
  }

  private func isQuote(_ index: Int) -> Bool { text[index] == "\"" || text[index] == "'" }

  private func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.value < 32 && !"\t\n\r".unicodeScalars.contains($0) }
  }

  /// Behind the tag of a template that begins there; nil if none does.
  private func mustache(at index: Int) -> Int? {
    guard index < lastEnd, text[index...].starts(with: "{{") else { return nil }
    return (index + 2..<text.count).first { text[$0...].starts(with: "}}") }.map { $0 + 2 }
  }
}

// MARK: - Addresses

extension WrittenTag {
  /// The beginning says where an address leads, so it stands there in plain letters. A character reference or a
  /// word of somebody's could make it anything.
  private var addressObjection: String? {
    let isWell = Self.values(String(text)).allSatisfy { value in
      if let name = Self.firstName(value) { return addresses.contains(name) }
      return value.isEmpty || value.starts(with: Self.plainBeginning)
    }
    return isWell
      ? nil : "An address begins with /, #, ?, https:, mailto: or an address of the page such as {{href}}."
  }

  /// Names of data that a template takes for addresses.
  static func addresses(in template: String) -> Set<String> { Set(values(template).compactMap(firstName)) }

  private static func values(_ text: String) -> [Substring] {
    text.matches(of: attribute).map {
      ($0.output.1 ?? $0.output.2 ?? $0.output.3 ?? "").drop { $0.isWhitespace }
    }
  }

  private static var attribute: Regex<(Substring, Substring?, Substring?, Substring?)> {
    /(?i)[\s"'\/}](?:xlink:)?(?:href|src|srcset|action|formaction|poster|cite|data|background|ping|longdesc)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))/
  }

  /// Of a value that begins with `{{name}}`, and goes on with another part of the address if at all.
  private static func firstName(_ value: Substring) -> String? {
    value.prefixMatch(of: /\{\{\s*([\w.]+)\s*\}\}(?=$|[\/?#])/).map {
      String($0.output.1.split(separator: ".").last ?? "")
    }
  }

  private static var plainBeginning: Regex<Substring> {
    /\/|\#|\?|https?:\/\/|mailto:|[\w.\-]+(?:$|[\/?#])/
  }
}
