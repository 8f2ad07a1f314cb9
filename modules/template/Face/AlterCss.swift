/// The style rules of a face, checked: they stay in their layer, load nothing and leave the viewer's own
/// choice above them.
enum AlterCss {
  static let mostBytes = 65_536

  /// Throws `FileProblem` at the first thing that is not allowed.
  static func check(_ css: String, file: String) throws {
    guard css.utf8.count <= mostBytes else { throw FileProblem(file, "A face's rules may be 64 KB at most.") }
    var scan = Scan(css: Array(css.utf8), file: file)
    try scan.run()
  }

  /// Follows comments, strings and braces, as CSS does (css-syntax-3, 4).
  private struct Scan {
    let css: [UInt8]
    let file: String
    var position = 0
    var line = 1
    var depth = 0

    mutating func run() throws {
      while position < css.count {
        let byte = css[position]
        if starts(with: "/*") {
          try skip(to: "*/", "This comment is never closed.")
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          try skipString(byte)
        } else {
          try take(byte)
        }
      }
      guard depth == 0 else { throw problem("A “{” is never closed.") }
    }

    private mutating func take(_ byte: UInt8) throws {
      switch byte {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        guard depth >= 0 else { throw problem("This “}” closes nothing.") }
      case UInt8(ascii: "@"): try refuse("@import", "@layer", "@charset", "@namespace")
      case UInt8(ascii: "!"): try refuse("!important", "! important")
      case UInt8(ascii: "u"), UInt8(ascii: "U"): try refuse("url(")
      case UInt8(ascii: "\\"): throw problem("A backslash is allowed in strings only.")
      case UInt8(ascii: "<"): throw problem("“<” is not allowed.")
      case UInt8(ascii: "\n"): line += 1
      default: break
      }
      position += 1
    }

    private func refuse(_ words: String...) throws {
      if let word = words.first(where: starts) { throw problem("“\(word)” is not allowed in a face.") }
    }

    private mutating func skip(to end: String, _ reason: String) throws {
      let begin = line
      while position < css.count, !starts(with: end) { step() }
      guard position < css.count else { throw FileProblem(file, line: begin, reason) }
      position += end.utf8.count
    }

    private mutating func skipString(_ quote: UInt8) throws {
      position += 1
      while position < css.count, css[position] != quote {
        guard css[position] != UInt8(ascii: "\n") else { throw problem("This text is never closed.") }
        position += css[position] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard position < css.count else { throw problem("This text is never closed.") }
      position += 1
    }

    private mutating func step() {
      if css[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }

    private func starts(with word: String) -> Bool {
      css[position...].prefix(word.utf8.count).elementsEqual(word.utf8) { $0 | 0x20 == $1 | 0x20 }
    }

    private func problem(_ reason: String) -> FileProblem { FileProblem(file, line: line, reason) }
  }
}
