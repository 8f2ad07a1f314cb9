import Kit

/// Who fronted when, in a Simply Plural file: one row is one span.
extension SimplyPluralFile {
  mutating func fronts(until now: Moment) {
    var spans = documents(in: "frontHistory").compactMap { front($0) }
    spans += fronters(besides: Set(spans.filter { $0.end == nil }.map(\.member)))
    file.lookAway()
    addComments(to: &spans)
    file.spans = spans
    file.leaveOutFuture(now)
    file.spans = FrontOverlaps.undone(file.spans, &file.remarks)
  }

  private mutating func front(_ document: Document) -> SystemFile.Span? {
    file.remarks.place = document.place
    guard let member = known(document.record.id("member")),
      let start = document.record.moment("startTime", &file.remarks)
    else {
      file.remarks.note(.dropped, "fronts of somebody who is not in the file, or without a beginning")
      return nil
    }
    var span = SystemFile.Span(key: file.key(document.id), member: file.key(member), start: start)
    span.status = status(document.record)
    span.comments = inlineComments(document)
    let end = document.record.moment("endTime", &file.remarks)
    let isLive = document.record.flag("live", &file.remarks)
    // One that has ended is over, whatever else is said of it.
    if isLive, end.map({ $0 < start }) ?? true { return span }
    // The app takes these for damaged as well. Open, they would say that somebody fronts who does not.
    guard let end else {
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
      file.remarks.place = document.place
      let member = known(document.record.id("member") ?? document.id)
      guard let member, let start = document.record.moment("startTime", &file.remarks) else {
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
    line(record, "customStatus", as: .status)
  }

  private mutating func inlineComments(_ document: Document) -> [SystemFile.Comment] {
    (document.json["comments"]?.items ?? []).enumerated().compactMap { index, json in
      SourceRecord(json).flatMap { comment("\(document.id)#\(index)", $0) }
    }
  }

  private mutating func comment(_ id: String, _ record: SourceRecord) -> SystemFile.Comment? {
    let text = text(record, "text", as: .comment)
    guard let at = record.moment("time", &file.remarks), !text.isEmpty else {
      file.remarks.note(.dropped, "comments without a time or a word")
      return nil
    }
    return SystemFile.Comment(id: id, at: at, text: text)
  }

  private mutating func addComments(to spans: inout [SystemFile.Span]) {
    let places = Dictionary(spans.enumerated().map { ($1.key.id, $0) }) { first, _ in first }
    for document in documents(in: "comments") {
      file.remarks.place = document.place
      guard document.json["collection"]?.text ?? "frontHistory" == "frontHistory",
        let place = document.record.id("documentId").flatMap({ places[$0] })
      else {
        file.remarks.note(.dropped, "comments on something that is not in the file")
        continue
      }
      if let comment = comment(document.id, document.record) { spans[place].comments.append(comment) }
    }
    file.lookAway()
  }
}
