import Kit

/// What a draft changes of what is worn: colours by token, rules by line.
struct FaceComparison {
  struct Change: Equatable {
    let name: String
    let before: String
    let after: String
  }

  let changes: [Change]
  let lines: [LineDiff.Line]

  var isEmpty: Bool { changes.isEmpty && lines.allSatisfy { $0.kind == .same } }

  init(from old: FaceDesign, to new: FaceDesign) {
    changes = Self.words(old.palette, new.palette) + Self.colors(old.palette, new.palette)
    lines = LineDiff(from: old.css, to: new.css).near
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
}
