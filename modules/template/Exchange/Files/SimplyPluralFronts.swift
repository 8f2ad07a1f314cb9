import Kit

/// Who fronted when, in a Simply Plural file: one row is one span.
extension SimplyPluralFile {
  mutating func fronts() {
    var spans = documents(in: "frontHistory").compactMap { front($0) }
    spans += fronters(besides: Set(spans.filter { $0.end == nil }.map(\.member)))
    closeDoubles(&spans)
    addComments(to: &spans)
    file.spans = spans
  }

  private mutating func front(_ document: Document) -> SystemFile.Span? {
    let json = document.json
    guard let member = known(document.record.id("member")), let start = document.record.moment("startTime")
    else {
      file.remarks.note(.dropped, "fronts of somebody who is not in the file, or without a beginning")
      return nil
    }
    var span = SystemFile.Span(key: file.key(document.id), member: file.key(member), start: start)
    span.status = status(document.record)
    span.comments = inlineComments(document)
    guard json["live"]?.bool != true else { return span }
    // The app takes these for damaged as well. Open, they would say that somebody fronts who does not.
    guard let end = document.record.moment("endTime") else {
      file.remarks.note(.dropped, "fronts that are over and have no end")
      return nil
    }
    if end < start { file.remarks.note(.mended, "fronts that ended before they began were turned round") }
    (span.start, span.end) = (min(start, end), max(start, end))
    return span
  }

  /// Files from before keep those who front now in a collection of their own, by their ids.
  private mutating func fronters(besides live: Set<SystemFile.Key>) -> [SystemFile.Span] {
    documents(in: "fronters").compactMap { document in
      let member = known(document.record.id("member") ?? document.id)
      guard let member, let start = document.record.moment("startTime") else {
        file.remarks.note(.dropped, "fronts of somebody who is not in the file, or without a beginning")
        return nil
      }
      guard !live.contains(file.key(member)) else { return nil }
      var span = SystemFile.Span(
        key: file.key("\(member)@\(start.milliseconds)"), member: file.key(member), start: start)
      span.status = status(document.record)
      return span
    }
  }

  private func known(_ member: String?) -> String? { member.flatMap { names[$0] == nil ? nil : $0 } }

  private mutating func status(_ record: SourceRecord) -> String {
    String(record.line("customStatus", &file.remarks).prefix(50))
  }

  /// Nobody fronts twice at once: the earlier one ends where the later one begins.
  private mutating func closeDoubles(_ spans: inout [SystemFile.Span]) {
    var next: [SystemFile.Key: Moment] = [:]
    for index in spans.indices.sorted(by: { spans[$0].start > spans[$1].start }) where spans[index].end == nil
    {
      if let end = next[spans[index].member] {
        spans[index].end = end
        file.remarks.note(.mended, "fronts that were open twice were closed where the next one began")
      }
      next[spans[index].member] = spans[index].start
    }
  }

  private mutating func inlineComments(_ document: Document) -> [SystemFile.Comment] {
    (document.json["comments"]?.items ?? []).enumerated().compactMap { index, json in
      SourceRecord(json).flatMap { comment("\(document.id)#\(index)", $0) }
    }
  }

  private mutating func comment(_ id: String, _ record: SourceRecord) -> SystemFile.Comment? {
    let text = text(record, "text")
    guard let at = record.moment("time"), !text.isEmpty else {
      file.remarks.note(.dropped, "comments without a time or a word")
      return nil
    }
    return SystemFile.Comment(id: id, at: at, text: text)
  }

  private mutating func addComments(to spans: inout [SystemFile.Span]) {
    let places = Dictionary(spans.enumerated().map { ($1.key.id, $0) }) { first, _ in first }
    for document in documents(in: "comments") {
      guard document.json["collection"]?.text ?? "frontHistory" == "frontHistory",
        let place = document.record.id("documentId").flatMap({ places[$0] })
      else {
        file.remarks.note(.dropped, "comments on something that is not in the file")
        continue
      }
      if let comment = comment(document.id, document.record) { spans[place].comments.append(comment) }
    }
  }
}
