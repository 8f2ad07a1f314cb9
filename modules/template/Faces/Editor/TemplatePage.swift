import Kit
import Templating

/// The page on which one template of a face is written.
struct TemplatePage: Renderable {
  let face: EditedFace
  let template: FaceTemplate
  /// What was typed, whatever is wrong with it.
  let text: String
  /// The mark of what the form showed at first.
  let saw: String
  let problem: FileProblem?
  let houses: [String]
  let bases: BaseStore

  var value: Value {
    let outlet = OutletGuide.place(template.place.name)
    return [
      "face": ["title": face.title, "href": face.href] as Value, "action": "\(face.href)/template",
      "path": template.path, "title": outlet?.title ?? template.place.name, "text": text, "saw": saw,
      "use": outlet.map { $0.use }, "gets": outlet.map { $0.gets }, "problem": problem.map(sentence),
      "isOwn": template.own != nil, "base": template.base.template.source.file,
      "baseText": template.baseText, "isEmptyBelow": template.baseText.isEmpty,
      "scopes": scopes, "hasScopes": !scopes.isEmpty, "outdated": outdated, "openTag": "{{",
      "name": template.place.name,
    ]
  }

  /// Places in this text by line and column; those in others by their file.
  private func sentence(_ problem: FileProblem) -> Value {
    let isHere = problem.file.hasSuffix(": \(template.path)")
    let place = problem.line.map { "Line \($0)" + (problem.column.map { ", column \($0)" } ?? "") }
    let text = isHere ? "\(place ?? template.path): \(problem.reason)" : "\(problem.place): \(problem.reason)"
    return ["text": text, "line": isHere ? problem.line.map(String.init) : nil]
  }

  /// An outlet or a part may be another one in one house.
  private var scopes: [Value] {
    let name = template.place.name
    guard ["outlets/", "partials/", "layout"].contains(where: name.hasPrefix) else { return [] }
    return ([""] + houses).map { house in
      let path = house.isEmpty ? name : "\(house)/\(name)"
      return [
        "title": house.isEmpty ? "Everywhere" : "Only in \(house)", "href": FaceTemplate.href(path, face),
        "isCurrent": path == template.path,
      ]
    }
  }

  private var outdated: Value {
    guard template.isOutdated, let line = template.line else { return .null }
    let then = bases.text(line.hash)
    return ["below": then.map { LineDiff(from: $0, to: template.base.template.source.text) }]
  }
}

/// All that a face's pages are made of.
struct TemplateListPage: Renderable {
  let face: EditedFace
  let design: FaceDesign
  let files: TemplateFiles
  let bases: BaseStore

  var value: Value {
    let own = design.templates.keys.sorted().map(row)
    return [
      "title": face.title, "href": face.href, "isDraft": face.draft != nil, "own": own,
      "hasOwn": !own.isEmpty,
      "outlets": OutletGuide.places.map { row("outlets/\($0.name)", $0.title, $0.use) },
      "groups": groups,
    ]
  }

  private var groups: [Value] {
    let paths = files.editable(over: design.structure ?? face.slug).filter { !Outlet.covers($0) }
    let byHouse = Dictionary(grouping: paths) { path in files.houses.first { path.hasPrefix("\($0)/") } ?? ""
    }
    return byHouse.sorted { $0.key < $1.key }.map { house, paths in
      [
        "title": house.isEmpty ? "Every page" : "Pages of \(house)",
        "rows": paths.map { row($0, nil, nil) },
      ]
    }
  }

  private func row(_ path: String) -> Value { row(path, nil, nil) }

  private func row(_ path: String, _ title: String?, _ use: String?) -> Value {
    let template = design.templates[path] == nil ? nil : FaceTemplate(path, of: face.slug, in: design, files)
    return [
      "path": path, "title": title, "use": use, "href": FaceTemplate.href(path, face),
      "isOwn": design.templates[path] != nil, "isOutdated": template?.isOutdated ?? false,
    ]
  }
}
