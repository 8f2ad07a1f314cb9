/// Says of each line of a text whether it stands in a block of code between fences, where nothing nests and
/// nothing is a table. It must never say so where cmark would disagree, because such lines are not looked at:
/// only fences at the very beginning of a line count, which no list or quote can hold, and from the first line
/// on that could make it otherwise (a fence that is moved in, raw HTML) none does.
struct CodeFence {
  private var open: (byte: UInt8, length: Int)?
  private var isUnsure = false
  private var line = Line()

  /// What the line that is being taken began with.
  private struct Line {
    var (indent, run, length) = (0, 0, 0)
    var byte: UInt8 = 0
    var isRun = true
    /// Only blanks behind the run.
    var isBare = true
    var hasBacktick = false
  }

  /// Whether the line that is being taken stands in one; the one that closes it does.
  var isInside: Bool { open != nil }

  mutating func take(_ byte: UInt8) {
    defer { line.length += 1 }
    if line.indent == line.length, byte == UInt8(ascii: " ") {
      line.indent += 1
    } else if line.indent == line.length {
      (line.byte, line.run) = (byte, 1)
    } else if line.isRun, byte == line.byte {
      line.run += 1
    } else {
      line.isRun = false
      line.isBare = line.isBare && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"))
      line.hasBacktick = line.hasBacktick || byte == UInt8(ascii: "`")
    }
  }

  mutating func endLine() {
    defer { line = Line() }
    guard let fence = open else { return begin() }
    let closes = isFence && line.byte == fence.byte && line.run >= fence.length && line.isBare
    if closes { open = nil }
  }

  private var isFence: Bool {
    line.indent <= 3 && line.run >= 3
      && (line.byte == UInt8(ascii: "`") || line.byte == UInt8(ascii: "~"))
  }

  private mutating func begin() {
    let mayBeHtml = line.indent <= 3 && line.byte == UInt8(ascii: "<")
    let isOpening = isFence && !(line.byte == UInt8(ascii: "`") && line.hasBacktick)
    isUnsure = isUnsure || mayBeHtml || isOpening && line.indent > 0
    if isOpening, !isUnsure { open = (line.byte, line.run) }
  }
}
