import GRDB
import Kit
import Templating

extension Faces {
  /// GET /admin/faces/neutral: why it stays as it is, and a way to make something of it.
  func neutralShow(_ request: Request) throws -> Response {
    let snapshot = stage.snapshot
    let slugs = try Set(snapshot.sheets.keys).union(snapshot.files.alters)
      .union(front.slugs())
    let faces = try slugs.filter { Slug.isOne($0) && $0 != Self.neutralFace }.sorted()
      .map { try editedFace($0) }.filter { $0.draft == nil && $0.damage == nil }
    let page: Value = [
      "targets": faces.map { ["value": $0.slug, "title": $0.title, "isNew": $0.worn == nil] as Value },
      "hasTargets": !faces.isEmpty,
    ]
    return try house.page("template/neutral", page, request)
  }

  /// POST /admin/faces/:face/copy: a draft of another face, made from this one.
  func designCopy(_ request: Request) throws -> Response {
    let from = request.parameters["face"] ?? ""
    guard stage.snapshot.sheets[from] != nil else { throw Fault.notFound }
    return try begin(try editedFace(try request.form()["to"]), from: from)
  }
}
