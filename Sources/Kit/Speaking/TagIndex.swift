/// Finds whose tags stand around a text without asking each of them: what a text begins and ends with is looked
/// up, so that it costs the same for five alters and for five thousand.
struct TagIndex: Sendable {
  struct Entry: Sendable {
    /// Whose they are, by their place in the system.
    let place: Int
    let tags: ProxyTags
  }

  private struct Key: Hashable {
    let prefix: Int
    let suffix: Int
  }

  private let isExact: Bool
  /// The longest first; of two that are as long, the one who comes first in the system.
  private let entries: [Entry]
  /// The first of those that stand around something.
  private var around: [Key: Int] = [:]
  /// The first of those that stand there alone, when the blanks that belong to them were trimmed with the text's.
  private var alone: [Key: Int] = [:]
  /// How long the suffixes are beside a prefix that somebody has.
  private var lengths: [Int: [Int]] = [:]
  private var longest = (prefix: 0, suffix: 0)

  init(_ entries: [Entry], isExact: Bool) {
    self.isExact = isExact
    self.entries = entries.filter { !$0.tags.matchesEverything }
      .map { (length: $0.tags.length, entry: $0) }
      .sorted { ($1.length, $0.entry.place) < ($0.length, $1.entry.place) }.map(\.entry)
    for (rank, entry) in self.entries.enumerated() {
      let (prefix, suffix) = (entry.tags.prefix, entry.tags.suffix)
      add(prefix[...], suffix[...], rank, to: \.around)
      add(prefix.droppingBlanksAtEnd, suffix.drop(while: \.isWhitespace), rank, to: \.alone)
    }
  }

  private mutating func add(
    _ prefix: Substring, _ suffix: Substring, _ rank: Int, to table: WritableKeyPath<TagIndex, [Key: Int]>
  ) {
    let (before, after) = (hashes(prefix), hashes(suffix.reversed()))
    let key = Key(prefix: before[before.count - 1], suffix: after[after.count - 1])
    guard self[keyPath: table][key] == nil else { return }
    self[keyPath: table][key] = rank
    let length = after.count - 1
    if lengths[key.prefix]?.contains(length) != true { lengths[key.prefix, default: []].append(length) }
    longest = (max(longest.prefix, before.count - 1), max(longest.suffix, length))
  }

  /// Who is meant, and what stands between their tags.
  func match(_ text: String) -> (place: Int, inner: String)? {
    guard !entries.isEmpty else { return nil }
    for rank in candidates(text.trimmed) {
      if let inner = entries[rank].tags.inner(of: text, isExact: isExact) {
        return (entries[rank].place, inner)
      }
    }
    return nil
  }

  /// The best first. Almost always it is one of them or none.
  private func candidates(_ text: String) -> [Int] {
    let count = text.count
    let before = hashes(text.prefix(longest.prefix))
    let after = hashes(text.suffix(longest.suffix).reversed())
    var found: [Int] = []
    for (start, prefix) in before.enumerated() {
      for end in lengths[prefix] ?? [] where end < after.count && start + end <= count {
        let key = Key(prefix: prefix, suffix: after[end])
        if let rank = around[key] { found.append(rank) }
        if start + end == count, let rank = alone[key] { found.append(rank) }
      }
    }
    return found.sorted()
  }

  /// Of nothing, the first character, the first two, and so on.
  private func hashes(_ characters: some Sequence<Character>) -> [Int] {
    var hasher = Hasher()
    var hashes = [hasher.finalize()]
    for character in characters {
      hasher.combine(character.asInTags(isExact: isExact))
      hashes.append(hasher.finalize())
    }
    return hashes
  }
}
