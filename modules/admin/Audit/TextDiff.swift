import Kit

/// The difference between two texts, word by word.
struct TextDiff {
  struct Run: Equatable {
    let kind: EditKind
    var text: String
  }

  private(set) var runs: [Run] = []

  init(from old: String, to new: String) {
    var (old, new) = (Self.words(old)[...], Self.words(new)[...])
    let head = zip(old, new).prefix { $0 == $1 }.count
    append(.same, old.prefix(head))
    (old, new) = (old.dropFirst(head), new.dropFirst(head))
    let tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    compare(Array(old.dropLast(tail)), Array(new.dropLast(tail)))
    append(.same, old.suffix(tail))
  }

  /// Beyond this many words a comparison costs more than it tells.
  static let most = 300

  private mutating func compare(_ old: [Substring], _ new: [Substring]) {
    guard old.count <= Self.most, new.count <= Self.most else {
      append(.removed, old)
      return append(.added, new)
    }
    for edit in old.edits(to: new) { append(edit.kind, [edit.part]) }
  }

  private mutating func append(_ kind: EditKind, _ words: some Collection<Substring>) {
    guard !words.isEmpty else { return }
    if runs.last?.kind != kind { runs.append(Run(kind: kind, text: "")) }
    runs[runs.count - 1].text += words.joined()
  }

  /// The words of a text, each with the white space behind it.
  private static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var rest = text[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(where: \.isWhitespace).map { rest.index(after: $0) } ?? rest.endIndex
      words.append(rest[..<end])
      rest = rest[end...]
    }
    return words
  }
}
