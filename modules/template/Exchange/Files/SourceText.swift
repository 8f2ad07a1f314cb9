import Kit

/// Text of a stranger's file, brought into what the forms take.
enum SourceText {
  /// One line of what others may read.
  static func line(_ text: String, _ limit: TextLimit, _ remarks: inout Remarks) -> String {
    guard !isPlain(text) else { return limit.cut(text.trimmed, &remarks).trimmed }
    let clean = PlainText.mended(line: text)
    note(limit, clean != text.trimmed, &remarks)
    return PlainText.line(limit.cut(clean, &remarks))
  }

  /// Many lines, which end as they do here.
  static func body(_ text: String, _ limit: TextLimit, _ remarks: inout Remarks) -> String {
    guard !isPlain(text, orLineEnd: UInt8(ascii: "\n")) else { return limit.cut(text, &remarks) }
    let clean = PlainText.mended(lines: text)
    note(limit, clean != PlainText.lines(text), &remarks)
    return limit.cut(clean, &remarks)
  }

  private static func note(_ limit: TextLimit, _ isOther: Bool, _ remarks: inout Remarks) {
    guard isOther else { return }
    remarks.note(.mended, "\(limit.words) held signs that nobody can see, which were removed")
  }

  /// Most are, and need no second look.
  private static func isPlain(_ text: String, orLineEnd lineEnd: UInt8? = nil) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == lineEnd }
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
