import Kit

/// Nobody fronts twice at once. A stranger's file may say so; then the earlier time ends where the later one
/// begins, and together they last as long as before, in the history as in the statistics.
enum FrontOverlaps {
  static func undone(_ spans: [SystemFile.Span], _ remarks: inout Remarks) -> [SystemFile.Span] {
    var spans = spans
    var last: [SystemFile.Key: Int] = [:]
    var twins: Set<Int> = []
    for index in spans.indices.sorted(by: { (spans[$0].start, $0) < (spans[$1].start, $1) }) {
      let before = last.updateValue(index, forKey: spans[index].member)
      guard let before, spans[before].end.map({ $0 > spans[index].start }) ?? true else { continue }
      remarks.note(.mended, reason(spans[before]))
      join(before, index, &spans)
      if spans[before].start == spans[index].start { twins.insert(before) }
    }
    return spans.indices.filter { !twins.contains($0) }.map { spans[$0] }
  }

  private static func reason(_ span: SystemFile.Span) -> String {
    span.end == nil
      ? "fronts that were open twice were closed where the next one began"
      : "fronts of somebody who was fronting already now follow one another"
  }

  private static func join(_ before: Int, _ after: Int, _ spans: inout [SystemFile.Span]) {
    if let end = spans[before].end, let other = spans[after].end { spans[after].end = max(end, other) }
    spans[before].end = spans[after].start
    guard spans[before].start == spans[after].start else { return }
    spans[after].comments = spans[before].comments + spans[after].comments
    if spans[after].status.isEmpty { spans[after].status = spans[before].status }
  }
}
