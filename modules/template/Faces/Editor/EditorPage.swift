import Foundation
import Kit
import Templating

/// What the editor of a face shows.
struct EditorPage: Renderable {
  let face: EditedFace
  /// nil for a face that has to be begun first.
  let form: DesignForm?
  /// The mark of what the form showed at first.
  let saw: String?
  let stage: Stage
  let snapshot: Snapshot
  /// What was asked of the face's files and waits, or the answer that came too late to be waited for.
  let isAwaited: Bool
  let late: FaceRequest.Answer?

  var value: Value {
    [
      "title": face.title, "slug": face.slug, "action": face.href, "isDraft": face.draft != nil,
      "damage": face.damage?.place, "form": form.map(formView), "bases": bases, "comparison": comparison,
      "objection": objection,
      "canPublish": face.draft != nil && objection == nil && form?.errors.isEmpty ?? false,
      "versions": versions, "hasVersions": !face.shelf.versions.isEmpty,
      "isPublished": face.shelf.published != nil, "templates": face.design.map { $0.templates.count },
      "outdated": outdated, "hasOutdated": !outdated.isEmpty,
      "hash": face.design?.hash, "awaited": isAwaited ? Faces.waiting : nil, "refusal": refusal,
    ]
  }

  private var refusal: String? {
    guard case .refused(let sentence) = late else { return nil }
    return sentence
  }

  /// Faces that one can begin from.
  private var bases: [Value] {
    snapshot.sheets.keys.sorted().map { slug in
      [
        "value": slug, "title": snapshot.sheets[slug]?.palette.name,
        "current": slug == Faces.neutralFace,
      ]
    }
  }

  private var objection: String? {
    face.draft.flatMap { draft in
      if let problem = draft.objection { return problem.reason }
      return stage.fitting(draft, face.slug).objection.map { "\($0.place): \($0.reason)" }
    }
  }

  private var versions: [Value] {
    let worn = face.shelf.published
    return face.shelf.versions.map { ["number": $0, "isWorn": $0 == worn] }
  }

  /// Templates whose base has changed since they were written.
  private var outdated: [Value] {
    guard let design = face.design else { return [] }
    return design.templates.keys.sorted().compactMap { path in
      guard let template = FaceTemplate(path, of: face.slug, in: design, snapshot.files), template.isOutdated
      else { return nil }
      return ["path": path, "href": template.href(face)]
    }
  }

  private var comparison: Value {
    guard let draft = face.draft, let worn = face.worn else { return .null }
    let comparison = FaceComparison(from: worn, to: draft) { path in
      FaceTemplate(path, of: face.slug, in: draft, snapshot.files)?.baseText
    }
    return [
      "isEmpty": comparison.isEmpty, "hasChanges": !comparison.changes.isEmpty,
      "hasLines": !comparison.lines.isEmpty,
      "changes": comparison.changes.map {
        ["name": $0.name, "before": swatch($0.before), "after": swatch($0.after)] as Value
      },
      "lines": Self.lines(comparison.lines),
      "templates": comparison.templates.map {
        [
          "path": $0.path, "href": FaceTemplate.href($0.path, face), "lines": Self.lines($0.lines),
          "isNew": $0.kind == .added, "isGone": $0.kind == .removed,
        ] as Value
      },
    ]
  }

  private static func lines(_ lines: [LineDiff.Line]) -> [Value] {
    lines.map { ["text": $0.text, "isAdded": $0.kind == .added, "isRemoved": $0.kind == .removed] as Value }
  }

  private func swatch(_ text: String) -> Value {
    ["text": text.isEmpty ? "nothing" : text, "fill": Color(hex: text).map { String($0.hex.dropFirst()) }]
  }
}

// MARK: - The form

extension EditorPage {
  private func formView(_ form: DesignForm) -> Value {
    [
      "errors": form.errors.isEmpty
        ? nil : form.errors.map { ["href": "#\($0.name)", "text": $0.text] as Value },
      "saw": saw,
      "name": form.name, "nameError": form.error(of: "name"), "greeting": form.greeting,
      "greetingError": form.error(of: "greeting"),
      "choices": choices(form),
      "groups": TokenGuide.groups.map { group in
        ["title": group.title, "tokens": group.tokens.map { token($0.name, $0.use, form) }] as Value
      },
      "css": form.css, "cssError": form.error(of: "css"),
      "reports": Scheme.allCases.map { ContrastView(scheme: $0, report: form.report($0)) },
    ]
  }

  private func token(_ name: String, _ use: String, _ form: DesignForm) -> Value {
    [
      "name": name, "use": use,
      "sides": Scheme.allCases.map { scheme in
        let key = DesignForm.key(scheme, name)
        let hex = form.colors[key] ?? ""
        return [
          "key": key, "scheme": scheme.rawValue, "value": hex, "label": "\(name), \(scheme.rawValue)",
          "picked": Color(hex: hex)?.hex ?? "#000000", "isWrong": Color(hex: hex) == nil,
        ] as Value
      },
    ]
  }

  private func choices(_ form: DesignForm) -> [Value] {
    let faces = snapshot.files.alters.filter { $0 != face.slug }
    let fonts = Palette.fontRoles.map { role in
      choice(
        "font.\(role)", "Type of \(role)", Palette.fontNames.map { ($0, $0.capitalized) },
        form.fonts[role] ?? "")
    }
    return [
      choice("density", "Density", ["airy", "calm", "compact"].map { ($0, $0.capitalized) }, form.density),
      choice(
        "radius", "Corners",
        [("", "As the rules say")] + ["square", "soft", "round"].map { ($0, $0.capitalized) },
        form.radius),
    ] + fonts + [
      choice(
        "structure", "Templates",
        [("", "Its own")] + faces.map { ($0, snapshot.sheets[$0]?.palette.name ?? $0) },
        form.structure)
    ]
  }

  private func choice(_ name: String, _ label: String, _ options: [(String, String)], _ current: String)
    -> Value
  {
    [
      "name": name, "label": label,
      "options": options.map { ["value": $0.0, "title": $0.1, "current": $0.0 == current] as Value },
    ]
  }
}
