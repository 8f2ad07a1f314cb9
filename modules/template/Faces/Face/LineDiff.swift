import Kit
import Templating

/// What became of a text, line by line.
struct LineDiff: Equatable {
  struct Line: Equatable {
    let kind: EditKind
    let text: String
  }

  private(set) var lines: [Line]

  /// Beyond this many lines a comparison costs more than it tells.
  static let most = 2000

  init(from old: String, to new: String) {
    lines = Self.lines(of: old).edits(to: Self.lines(of: new)).map { Line(kind: $0.kind, text: $0.part) }
  }

  /// Lines that changed, with two of those around them.
  var near: [Line] {
    lines.indices.filter { index in
      lines[max(0, index - 2)...min(lines.count - 1, index + 2)].contains { $0.kind != .same }
    }.map { lines[$0] }
  }

  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n", maxSplits: most, omittingEmptySubsequences: false).map(String.init)
  }
}

extension LineDiff: Renderable {
  var value: Value {
    [
      "lines": lines.map {
        ["text": $0.text, "isRemoved": $0.kind == .removed, "isAdded": $0.kind == .added] as Value
      }
    ]
  }
}
