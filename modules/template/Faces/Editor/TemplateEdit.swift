import HTTPTypes
import Kit
import Templating

extension Faces {
  /// GET /admin/faces/:face/templates: what the face's pages are made of, and which of it is its own.
  func templateList(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    let page = TemplateListPage(
      face: face, design: try startingPoint(face), files: stage.snapshot.files, bases: stage.bases)
    return try house.page("template/face-templates", page.value, request).with(.cacheControl, "no-store")
  }

  /// GET /admin/faces/:face/template?path=
  func templateEdit(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    guard let path = request.query["path"] else { return .seeOther("\(face.href)/templates") }
    let template = try faceTemplate(path, face)
    return try showTemplate(template, face, template.own ?? template.baseText, nil, request)
  }

  /// POST /admin/faces/:face/template: takes it into the draft, if it can be shown.
  func templateSave(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    let form = try request.form()
    let template = try faceTemplate(form["path"], face)
    var design = try startingPoint(face)
    let isGone = form["do"] == "remove" || form["text"] == template.baseText
    let text = template.text(form["text"], isTakenOver: form.has("taken") || template.own == nil)
    design.templates[template.path] = isGone ? nil : text
    if let problem = try objection(to: design, instead: face, at: template.path) {
      return try showTemplate(template, face, form["text"], problem, request, status: .unprocessableContent)
    }
    if !isGone { try stage.bases.keep(template.base) }
    try face.shelf.alone {
      let now = try editedFace(request)
      try faceTemplate(template.path, now).sight.check(form, back: template.href(face))
      var kept = try startingPoint(now)
      kept.templates[template.path] = design.templates[template.path]
      try face.shelf.keep(kept)
    }
    let sentence = isGone ? "The draft takes it as it is below." : "The draft is saved. Nobody else sees it."
    return .seeOther(template.href(face)).flash(.good, sentence)
  }

  /// What is wrong with one template. What was wrong elsewhere before is no reason not to mend this one.
  private func objection(to design: FaceDesign, instead face: EditedFace, at path: String) throws
    -> FileProblem?
  {
    do { try FaceTemplates.check(design.templates) } catch let problem as FileProblem { return problem }
    guard let problem = stage.fitting(design, face.slug).objection else { return nil }
    let isHere = problem.file.hasSuffix(": \(path)")
    let wasThere = face.design.flatMap { stage.fitting($0, face.slug).objection }
    return isHere || wasThere != problem ? problem : nil
  }

  private func faceTemplate(_ path: String, _ face: EditedFace) throws -> FaceTemplate {
    guard
      let template = FaceTemplate(path, of: face.slug, in: try startingPoint(face), stage.snapshot.files)
    else { throw Fault.notFound }
    return template
  }

  private func showTemplate(
    _ template: FaceTemplate, _ face: EditedFace, _ text: String, _ problem: FileProblem?, _ request: Request,
    status: Response.Status = .ok
  ) throws -> Response {
    let houses = Self.dressable(stage.snapshot)
    let saw = try problem == nil ? template.sight.mark : request.form()[Sight.field]
    let page = TemplatePage(
      face: face, template: template, text: text, saw: saw, problem: problem, houses: houses,
      bases: stage.bases)
    return try house.page("template/face-template", page.value, request, status: status).with(
      .cacheControl, "no-store")
  }
}

extension FaceTemplate {
  var sight: Sight { Sight([.init("This face’s own", own ?? baseText, field: "text")]) }

  func href(_ face: EditedFace) -> String { Self.href(path, face) }

  static func href(_ path: String, _ face: EditedFace) -> String {
    "\(face.href)/template?path=\(Percent.encode(path))"
  }
}
