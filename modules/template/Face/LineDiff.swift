import Templating

/// What became of a text, line by line.
struct LineDiff: Equatable {
  enum Kind { case same, removed, added }

  struct Line: Equatable {
    let kind: Kind
    let text: String
  }

  private(set) var lines: [Line] = []

  /// Beyond this many lines a comparison costs more than it tells.
  static let most = 2000

  init(from old: String, to new: String) {
    let (old, new) = (Self.lines(of: old), Self.lines(of: new))
    let difference = new.difference(from: old)
    var (removed, added) = (Set<Int>(), Set<Int>())
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if removed.contains(i) {
        lines.append(Line(kind: .removed, text: old[i]))
        i += 1
      } else if added.contains(j) {
        lines.append(Line(kind: .added, text: new[j]))
        j += 1
      } else {
        lines.append(Line(kind: .same, text: new[j]))
        (i, j) = (i + 1, j + 1)
      }
    }
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
