/// What a draft changes of what is worn: colours by token, rules by line.
struct FaceComparison {
  struct Change: Equatable {
    let name: String
    let before: String
    let after: String
  }

  struct Line: Equatable {
    enum Kind { case same, removed, added }
    let kind: Kind
    let text: String
  }

  let changes: [Change]
  let lines: [Line]

  var isEmpty: Bool { changes.isEmpty && lines.allSatisfy { $0.kind == .same } }

  init(from old: FaceDesign, to new: FaceDesign) {
    changes = Self.words(old.palette, new.palette) + Self.colors(old.palette, new.palette)
    lines = Self.lines(old.css, new.css)
  }

  private static func words(_ old: Palette, _ new: Palette) -> [Change] {
    let plain = [
      ("Name", old.name, new.name), ("Greeting", old.greeting, new.greeting),
      ("Density", old.density, new.density), ("Corners", old.radius ?? "", new.radius ?? ""),
    ]
    let fonts = Palette.fontRoles.map { ("Type of \($0)", old.fonts[$0] ?? "", new.fonts[$0] ?? "") }
    return (plain + fonts).filter { $0.1 != $0.2 }.map { Change(name: $0.0, before: $0.1, after: $0.2) }
  }

  private static func colors(_ old: Palette, _ new: Palette) -> [Change] {
    [("light", old.light, new.light), ("dark", old.dark, new.dark)].flatMap { scheme, old, new in
      Palette.tokens.filter { old[$0] != new[$0] }.map {
        Change(name: "\(scheme) \($0)", before: old[$0] ?? "", after: new[$0] ?? "")
      }
    }
  }

  /// Lines that changed, with what stands around them.
  private static func lines(_ old: String, _ new: String) -> [Line] {
    guard old != new else { return [] }
    let (old, new) = (split(old), split(new))
    let difference = new.difference(from: old)
    let removed = Set(difference.removals.map(\.offset)), added = Set(difference.insertions.map(\.offset))
    var (lines, i, j) = ([Line](), 0, 0)
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
    return near(lines)
  }

  private static func split(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func near(_ lines: [Line]) -> [Line] {
    lines.indices.filter { index in
      lines[max(0, index - 2)...min(lines.count - 1, index + 2)].contains { $0.kind != .same }
    }.map { lines[$0] }
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
