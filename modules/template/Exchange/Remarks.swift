/// What a reader or a plan has to say about a file: how often something was left out, put right or kept
/// aside. Words and numbers only, never what stands in the file.
struct Remarks: Sendable, Equatable {
  enum Kind: String, Sendable, CaseIterable { case dropped, mended, kept, yours }

  struct Line: Sendable, Equatable {
    let kind: Kind
    let reason: String
    var count: Int
  }

  private(set) var lines: [Line] = []

  mutating func note(_ kind: Kind, _ reason: String, _ count: Int = 1) {
    guard count > 0 else { return }
    if let index = lines.firstIndex(where: { $0.kind == kind && $0.reason == reason }) {
      lines[index].count += count
    } else {
      lines.append(Line(kind: kind, reason: reason, count: count))
    }
  }

  mutating func add(_ others: Remarks) {
    for line in others.lines { note(line.kind, line.reason, line.count) }
  }

  func count(_ kind: Kind, _ reason: String) -> Int {
    lines.first { $0.kind == kind && $0.reason == reason }?.count ?? 0
  }
}
