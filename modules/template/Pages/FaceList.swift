import Foundation
import Kit
import Templating

extension TemplateModule {
  /// GET /admin/faces: what is wrong with files, which faces there are, and why a template is what it is.
  func faceList(_ request: Request) throws -> Response {
    try inbox.follow(now: request.now, atOnce: true)
    let snapshot = stage.snapshot
    let front = try system.get().front
    let query = request.query
    let question = Explanation.Question(
      template: query["template"] ?? "layout", alter: query["alter"] ?? "", house: query["house"] ?? "")
    let page: Value = [
      "problems": stage.problems, "hasProblems": !stage.problems.isEmpty,
      "fileProblems": inbox.problems, "hasFileProblems": !inbox.problems.isEmpty,
      "isFileRefused": inbox.problems.contains { !$0.isWarning }, "file": inbox.folder.file.path,
      "conflicts": inbox.folder.conflicts.map { ["name": $0] as Value },
      "faces": try faceNames(snapshot).map { face($0, snapshot, front) },
      "explanation": Explanation(question, snapshot.files),
    ]
    return try house.page("template/faces", page, request)
  }

  private func faceNames(_ snapshot: Snapshot) throws -> [String] {
    let system = try house.read { try Alter.roster($0).map(\.slug) }
    return Set(snapshot.files.alters).union(snapshot.sheets.keys).union(system).sorted()
  }

  private func face(_ slug: String, _ snapshot: Snapshot, _ front: Front) -> Value {
    let palette = snapshot.sheets[slug]?.palette
    return [
      "name": palette?.name ?? AltersFile.title(slug), "slug": slug, "hasPalette": palette != nil,
      "templates": snapshot.files.names(in: .alter(slug)).count, "greeting": palette?.greeting,
      "isEditable": slug != Self.neutralFace, "isFronting": front.fronters.first?.alter.slug == slug,
    ]
  }
}
