import Kit

extension TemplateModule {
  /// The editor of faces, and the previews of what it makes.
  var editorPages: [Route] {
    [
      .get("/admin/faces/:face", .needs(Self.mayManage), designEdit),
      .post("/admin/faces/:face", .needs(Self.mayManage), limit: Self.designForm, designSave),
      .post("/admin/faces/:face/measure", .needs(Self.mayManage), limit: Self.designForm, designMeasure),
      .post("/admin/faces/:face/begin", .needs(Self.mayManage), designBegin),
      .post("/admin/faces/:face/copy", .needs(Self.mayManage), designCopy),
      .post("/admin/faces/:face/discard", .needs(Self.mayManage), designDiscard),
      .get("/admin/faces/:face/sample.css", .needs(Self.mayManage), designSample),
      .get("/admin/faces/:face/palette.json", .needs(Self.mayManage), paletteExport),
      .post("/admin/faces/:face/palette", .needs(Self.mayManage), limit: Self.designForm, paletteImport),
      .get("/admin/faces/:face/templates", .needs(Self.mayManage), templateList),
      .get("/admin/faces/:face/template", .needs(Self.mayManage), templateEdit),
      .post("/admin/faces/:face/template", .needs(Self.mayManage), limit: Self.designForm, templateSave),
      .get("/admin/faces/:face/preview", .needs(Self.mayManage), previewShow),
      .post("/admin/faces/:face/publish", .needs(Self.mayManage), facePublish),
      .post("/admin/faces/:face/wear", .needs(Self.mayManage), faceWear),
      .get("/face/preview.css", .everyone, previewStylesheet),
    ]
  }

  /// 64 KB of rules, percent-encoded, beside the colours.
  private static let designForm = 524_288
}
