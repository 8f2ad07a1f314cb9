import Foundation
import GRDB
import Kit
import Templating

extension Faces {
  /// GET /admin/faces: what is wrong with files, which faces there are, and why a template is what it is.
  func faceList(_ request: Request) throws -> Response {
    let news = try front.news(for: request)
    stage.follow(request.now, atOnce: true)
    let snapshot = stage.snapshot
    let cast = try front.cast()
    let query = request.query
    let question = Explanation.Question(
      template: query["template"] ?? "layout", alter: query["alter"] ?? "", house: query["house"] ?? "")
    let failures = try house.read { try OutletFailure.all(in: snapshot.generation, $0) }
    let outdated = BasedOverride.all(snapshot.files).filter(\.isOutdated)
    var finding = Finding(query)
    let faces = try everybody(snapshot).filter { finding.finds($0) }
    finding.count = faces.count
    let page: Value = [
      "find": finding.value("/admin/faces"),
      "problems": stage.problems, "hasProblems": !stage.problems.isEmpty, "unkept": stage.unkept,
      "failures": failures, "hasFailures": !failures.isEmpty,
      "outdated": outdated.map(view), "hasOutdated": !outdated.isEmpty,
      "fileProblems": news.file.problems, "hasFileProblems": !news.file.problems.isEmpty,
      "isFileRefused": news.file.isRefused, "isFileFine": news.file.isFine, "file": news.file.path,
      "conflicts": news.file.conflicts.map { ["name": $0] as Value },
      "faces": faces.dropFirst(finding.offset).prefix(Finding.size).map { face($0, snapshot, cast, news) },
      "houses": Self.dressable(snapshot).map { house($0, faceNames(snapshot), cast) },
      "showsPartly": news.showsPartly, "explanation": Explanation(question, snapshot.files),
    ]
    return try house.page("template/faces", page, request)
  }

  private func faceNames(_ snapshot: Snapshot) -> [String] {
    Set(snapshot.files.alters).union(snapshot.sheets.keys).sorted()
  }

  /// All faces, and those of the system who have none yet.
  private func everybody(_ snapshot: Snapshot) throws -> [String] {
    Set(faceNames(snapshot)).union(try front.slugs()).sorted()
  }

  private func face(_ slug: String, _ snapshot: Snapshot, _ cast: Cast, _ news: SystemNews) -> Value {
    let palette = snapshot.sheets[slug]?.palette
    return [
      "name": palette?.name ?? Slug.title(slug), "slug": slug, "hasPalette": palette != nil,
      "templates": Set(snapshot.files.names(in: .alter(slug)) + snapshot.files.names(in: .edited(slug)))
        .count, "greeting": palette?.greeting,
      "isEditable": Slug.isOne(slug), "isFronting": news.fronting == slug,
      "isOpen": cast.openFaces.contains(slug),
    ]
  }

  private func house(_ name: String, _ faces: [String], _ cast: Cast) -> Value {
    let now = cast.houseFaces[name].map { $0.isEmpty ? "neutral" : $0 } ?? "front"
    let choices =
      [("front", "follows the front"), ("neutral", "always neutral")] + faces.map { ($0, "always \($0)") }
    return [
      "house": name,
      "choices": choices.map { ["value": $0, "title": $1, "current": $0 == now] as Value },
    ]
  }

  /// What changed below an override since it was made, and what the override changes.
  private func view(_ based: BasedOverride) -> Value {
    let (now, mine) = (based.base?.template.source, based.override.template.source)
    let then = stage.bases.text(based.line.hash)
    return [
      "path": mine.file, "base": now?.file, "name": based.line.name,
      "below": then.flatMap { then in now.map { LineDiff(from: then, to: $0.text) } },
      "mine": (then ?? now?.text).map { LineDiff(from: $0, to: mine.text) }, "isFromThen": then != nil,
      "line": based.base.map { BaseLine($0).text },
    ]
  }
}

extension Faces {
  /// POST /admin/faces/:face/open: whether everybody may choose this face for themselves.
  func faceOpen(_ request: Request) throws -> Response {
    let form = try request.form()
    guard let face = request.parameters["face"], stage.snapshot.has(face) else { throw Fault.notFound }
    try front.open(face, form["to"] == "open", by: request)
    return .seeOther("/admin/faces#faces")
  }

  /// POST /account/front/house: whether a house follows the front, or what it wears instead.
  func faceOfHouse(_ request: Request) throws -> Response {
    let form = try request.form()
    let (house, face) = (form["house"], form["face"])
    guard Self.dressable(stage.snapshot).contains(house),
      ["front", "neutral"].contains(face) || stage.snapshot.has(face)
    else { throw Fault.notFound }
    try front.dress(house, in: face == "front" ? nil : face == "neutral" ? "" : face, by: request)
    return .seeOther("/admin/faces#houses")
  }

  /// Those that are not neutral anyway.
  static func dressable(_ snapshot: Snapshot) -> [String] {
    snapshot.files.houses.filter { !Protection.covers(house: $0) }
  }
}
