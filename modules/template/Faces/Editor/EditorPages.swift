import Kit

extension Faces {
  /// The editor of faces, and the previews of what it makes.
  var editorPages: [Route] {
    [
      .get("/admin/faces/:face", .needs(front.managing), designEdit),
      .post("/admin/faces/:face", .needs(front.managing), limit: Self.designForm, designSave),
      .post("/admin/faces/:face/measure", .needs(front.managing), limit: Self.designForm, designMeasure),
      .post("/admin/faces/:face/begin", .needs(front.managing), designBegin),
      .post("/admin/faces/:face/copy", .needs(front.managing), designCopy),
      .post("/admin/faces/:face/discard", .needs(front.managing), designDiscard),
      .get("/admin/faces/:face/sample.css", .needs(front.managing), designSample),
      .get("/admin/faces/:face/palette.json", .needs(front.managing), paletteExport),
      .post("/admin/faces/:face/palette", .needs(front.managing), limit: Self.designForm, paletteImport),
      .get("/admin/faces/:face/templates", .needs(front.managing), templateList),
      .get("/admin/faces/:face/template", .needs(front.managing), templateEdit),
      .post("/admin/faces/:face/template", .needs(front.managing), limit: Self.designForm, templateSave),
      .get("/admin/faces/:face/preview", .needs(front.managing), previewShow),
      .post("/admin/faces/:face/publish", .needs(front.managing), facePublish),
      .post("/admin/faces/:face/wear", .needs(front.managing), faceWear),
      .get("/face/preview.css", .everyone, previewStylesheet),
    ]
  }

  /// 64 KB of rules, percent-encoded, beside the colours.
  private static let designForm = 524_288
}
