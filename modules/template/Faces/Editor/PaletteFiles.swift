import HTTPTypes
import Kit

extension Faces {
  /// GET /admin/faces/:face/palette.json: the draft's colours, or those that are worn, to take along.
  func paletteExport(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    guard let palette = face.design?.palette else { throw Fault.notFound }
    return Response.json(palette.exported)
      .with(.contentDisposition, ContentDisposition.attachment("palette.json"))
      .with(.cacheControl, "no-store")
  }

  /// POST /admin/faces/:face/palette: such a file becomes the draft's palette; the rules stay.
  func paletteImport(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    let form = try request.form()
    let file = form.uploads.first { $0.field == "file" && !$0.bytes.isEmpty }
    let text = file.map { String(decoding: $0.bytes, as: UTF8.self) } ?? form["text"]
    do {
      let palette = try Palette(imported: text, file: file?.name ?? "what was pasted")
      var design = face.design ?? FaceDesign(palette: palette, css: "")
      design.palette = palette
      try face.shelf.keep(design)
    } catch let problem as FileProblem {
      throw Fault.invalid("\(problem.place): \(problem.reason)")
    }
    return .seeOther("\(face.href)#sample").flash(
      .good, "The palette is in the draft. Nobody else sees it yet.")
  }
}
