import HTTPTypes
import Kit
import Templating

extension Faces {
  /// Begins a page in a draft, if the request asks for one with `?preview=` and may. Answers as whom the site
  /// is to be seen. It holds for this one page: no cookie, no link carries it on.
  package func beginPreview(_ request: Request) throws -> Role? {
    guard request.method == .get || request.method == .head, let text = request.query["preview"] else {
      return nil
    }
    let salt = try front.cast(for: request).salt
    guard let token = PreviewToken(text, salt, now: request.now),
      token.audience == .guest || request.viewer.can(front.managing),
      let (face, draft) = drafted(token.draft),
      case let fitting = stage.fitting(draft, face), fitting.objection == nil
    else {
      throw Fault(
        .notFound, "This preview is over, or the draft was changed. Whoever made it can make another.")
    }
    let sizes = request.query["text"] == "200" ? "&text=200" : ""
    request.appearance = appearance(face, draft, fitting, token, text + sizes)
    return token.audience == .guest ? .guest : .member
  }

  /// Whether the request shows a draft.
  package func isPreview(_ request: Request) -> Bool {
    (request.appearance as? Appearance)?.face.id == Self.previewId
  }

  private static let previewId = "preview"

  /// The face whose design is the one that a token names: a draft, or what is worn where there is none.
  private func drafted(_ hash: String) -> (face: String, design: FaceDesign)? {
    let snapshot = stage.snapshot
    for face in Set(snapshot.sheets.keys).union(FaceShelf.drafted(stage.roots)) {
      // A draft that can't be read is shown by nobody; the editor says so.
      let draft = try? FaceShelf(face, stage.roots).draft()
      let worn = snapshot.sheets[face].map(FaceDesign.init)
      if let design = draft ?? worn, design.hash == hash { return (face, design) }
    }
    return nil
  }

  /// The visible front stays out of it: examples front, so that a preview tells nothing of who does.
  private func appearance(
    _ face: String, _ draft: FaceDesign, _ fitting: Fitting, _ token: PreviewToken, _ text: String
  ) -> Appearance {
    let snapshot = stage.snapshot
    let view: Value = [
      "id": Self.previewId, "name": draft.palette.name, "greeting": draft.palette.greeting,
      "stylesheet": "/face/preview.css?preview=\(text)",
      "scheme": token.scheme == .auto ? nil : token.scheme.rawValue,
      "fronters": examples(face, draft.palette),
    ]
    return Appearance(
      face: Face(id: Self.previewId, stylesheet: "/face/preview.css", view: view), look: Wish(Look()).view,
      libraries: fitting.libraries, snapshot: snapshot, isWhole: true)
  }

  private func examples(_ face: String, _ palette: Palette) -> [Value] {
    let names = face == FaceFolder.together ? [("Ada", "wall"), ("Bo", "roof")] : [(palette.name, "accent")]
    return names.map { name, token in
      [
        "name": name, "handle": "", "pronouns": "they/them",
        "color": String((palette.light[token] ?? "#").dropFirst()),
        "initial": name.first.map { String($0).uppercased() } ?? "?", "avatar": Value.null,
        "href": Value.null,
      ]
    }
  }

  /// As somebody has it who reads at twice the size (WCAG 1.4.4).
  private static let largeText = "@layer viewer { :root { font-size: 200% } }\n"

  /// GET /face/preview.css: a draft's sheet. It never lies where nginx serves files.
  func previewStylesheet(_ request: Request) throws -> Response {
    guard isPreview(request), let text = request.query["preview"],
      let token = PreviewToken(text, try front.cast(for: request).salt, now: request.now),
      let (face, design) = drafted(token.draft)
    else { throw Fault.notFound }
    let css = design.sheet.css(layer: face == Look.contrastSheet ? "viewer" : "alter")
    return .stylesheet(request.query["text"] == "200" ? css + Self.largeText : css)
  }
}
