/// A look at a text before cmark gets it, in one walk over the bytes: most texts are plain, and all of them
/// come through here.
struct MarkdownScan {
  static let deepest = 20
  static let widestTable = 50
  static let mostOpenings = 500
  /// Empty ones too: cmark fills each line of a table up to its width.
  static let mostCells = 5000
  /// Where a text defines references, each use is a copy of one.
  static let mostUses = 1000

  private var line = Line()
  private var number = 1
  private var fence = CodeFence()
  /// Of the table that may have begun; 0 outside.
  private var columns = 0
  private var cells = 0
  private var openings = 0
  private var definesReferences = false
  private var previous: UInt8 = 0
  private var objection: String?

  /// What somebody is told who wrote what would cost too much.
  static func objection(to source: String) -> String? {
    var source = source
    return source.withUTF8 { bytes in
      var scan = MarkdownScan()
      // A mark of the order of bytes before the text is passed over by cmark too.
      let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
      for byte in text where scan.objection == nil { scan.take(byte) }
      scan.endLine()
      return scan.objection
    }
  }

  private mutating func take(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\n") where previous == UInt8(ascii: "\r"): break
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): endLine()
    case _ where fence.isInside: fence.take(byte)
    case UInt8(ascii: ":") where previous == UInt8(ascii: "]"):
      definesReferences = true
      take(inLine: byte)
    default: take(inLine: byte)
    }
    previous = byte
  }

  private mutating func take(inLine byte: UInt8) {
    fence.take(byte)
    line.take(byte)
  }

  private mutating func endLine() {
    if !fence.isInside { endLineOfText() }
    fence.endLine()
    if fence.isInside { columns = 0 }
    line = Line()
    number += 1
  }

  private mutating func endLineOfText() {
    if line.isBlank { columns = 0 }
    cells += columns
    if line.isDelimiter { columns = max(columns, line.bars + 1) }
    openings += line.openings
    objection = objection ?? complaint
  }

  private var complaint: String? {
    if let excess = line.excess {
      "Line \(number) \(excess) If it is no Markdown, put it between lines of ```."
    } else if cells > Self.mostCells {
      "This has a table of more than \(Self.mostCells) cells. Split it into two."
    } else if definesReferences, openings > Self.mostUses {
      "This uses its references more than \(Self.mostUses) times. Split it into two."
    } else {
      nil
    }
  }

  /// What a line has opened so far.
  private struct Line {
    private var isStart = true
    private var (quotes, indent, marks, dashes) = (0, 0, 0, 0)
    private var isOfMarks = true
    private(set) var isBlank = true
    private(set) var (bars, openings) = (0, 0)

    /// What it has too much of. Hundreds of openings in a row are no writing, and the other thing that costs a
    /// parser dearly.
    var excess: String? {
      if quotes > deepest || indent > deepest * 4 { return "nests more than \(deepest) levels deep." }
      if bars > widestTable + 1 { return "has a table wider than \(widestTable) columns." }
      if openings > mostOpenings { return "has more than \(mostOpenings) opening brackets." }
      return marks > mostOpenings ? "has more than \(mostOpenings) signs @." : nil
    }

    /// Whether it may stand below the head of a table and say how wide it is.
    var isDelimiter: Bool { isOfMarks && dashes > 0 }

    mutating func take(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: ">") where isStart: quotes += 1
      case UInt8(ascii: " ") where isStart, UInt8(ascii: "\t") where isStart: indent += 1
      case UInt8(ascii: "|"): bars += 1
      case UInt8(ascii: "["), UInt8(ascii: "!"): openings += 1
      // Each may be a mail address, which is looked for to both sides.
      case UInt8(ascii: "@"): marks += 1
      case UInt8(ascii: "-"): dashes += 1
      default: break
      }
      isBlank = isBlank && (byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ">"))
      isOfMarks = isOfMarks && (isMark(byte) || isOfDelimiters(byte))
      isStart = isStart && isMark(byte)
    }
  }

  private static func isOfDelimiters(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "|") || byte == UInt8(ascii: ":") || byte == 0x0B || byte == 0x0C
  }

  /// What may stand before the text of a line and open a level.
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x20, 0x2A, 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x29, 0x3E: true
    default: false
    }
  }
}
