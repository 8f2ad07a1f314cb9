import Kit

/// What a draft changes of what is worn: colours by token, rules and templates by line.
struct FaceComparison {
  struct Change: Equatable {
    let name: String
    let before: String
    let after: String
  }

  struct Template {
    let path: String
    /// Whether the face gets one of its own, loses it, or has another one.
    let kind: EditKind
    let lines: [LineDiff.Line]
  }

  let changes: [Change]
  let lines: [LineDiff.Line]
  let templates: [Template]

  var isEmpty: Bool {
    changes.isEmpty && templates.isEmpty && lines.allSatisfy { $0.kind == .same }
  }

  /// `base` is what stands where a face has nothing of its own.
  init(from old: FaceDesign, to new: FaceDesign, base: (_ path: String) -> String? = { _ in nil }) {
    changes = Self.words(old, new) + Self.colors(old.palette, new.palette)
    lines = LineDiff(from: old.css, to: new.css).near
    templates = Set(old.templates.keys).union(new.templates.keys).sorted().compactMap { path in
      let (before, after) = (old.templates[path], new.templates[path])
      guard before != after else { return nil }
      let texts = [before, after].map { $0.map(FaceTemplate.withoutLine) ?? base(path) ?? "" }
      return Template(
        path: path, kind: before == nil ? .added : after == nil ? .removed : .same,
        lines: LineDiff(from: texts[0], to: texts[1]).near)
    }
  }

  private static func words(_ before: FaceDesign, _ after: FaceDesign) -> [Change] {
    let (old, new) = (before.palette, after.palette)
    let plain = [
      ("Templates", before.structure ?? "", after.structure ?? ""),
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
