import Foundation
import Kit

/// Text of a stranger's file, brought into what the forms take.
enum SourceText {
  /// One line of what others may read.
  static func line(_ text: String, _ limit: TextLimit, _ remarks: inout Remarks) -> String {
    guard !isPlain(text) else { return limit.cut(text.trimmed, &remarks).trimmed }
    let clean = scalars(text) { isLineEnd($0) || $0 == "\t" ? " " : PlainText.isVisible($0) ? $0 : nil }
    note(limit, clean.trimmed != text.trimmed, &remarks)
    return PlainText.line(limit.cut(PlainText.line(clean), &remarks))
  }

  /// Many lines, which end as they do here.
  static func body(_ text: String, _ limit: TextLimit, _ remarks: inout Remarks) -> String {
    guard !isPlain(text, orLineEnd: UInt8(ascii: "\n")) else { return limit.cut(text, &remarks) }
    let lines = text.replacing("\r\n", with: "\n")
    let clean = scalars(lines) { scalar in
      if isLineEnd(scalar) { return "\n" }
      return scalar == "\t" || PlainText.isVisible(scalar) ? scalar : nil
    }
    note(limit, clean.unicodeScalars.count != lines.unicodeScalars.count, &remarks)
    return limit.cut(clean.precomposedStringWithCanonicalMapping, &remarks)
  }

  private static func note(_ limit: TextLimit, _ isOther: Bool, _ remarks: inout Remarks) {
    guard isOther else { return }
    remarks.note(.mended, "\(limit.words) held signs that nobody can see, which were removed")
  }

  /// Most are, and need no second look.
  private static func isPlain(_ text: String, orLineEnd lineEnd: UInt8? = nil) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == lineEnd }
  }

  private static func scalars(_ text: String, _ body: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.compactMap(body)))
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
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
