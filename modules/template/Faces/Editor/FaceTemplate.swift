import Templating

/// One template of a face in the editor: what stands below it, what the face makes of it.
struct FaceTemplate {
  let path: String
  let place: TemplatePlace
  let base: TemplateOverride
  /// The face's own, without the line that says what it was made from; nil while there is none.
  let own: String?
  /// From what it was made.
  let line: BaseLine?

  /// nil for what no face may write.
  init?(_ path: String, of face: String, in design: FaceDesign, _ files: TemplateFiles) {
    guard FaceTemplates.isPath(path), !FaceTemplates.isBarred(path, files),
      let base = files.base(of: path, over: design.structure ?? face),
      !FaceTemplates.isProtected(base.template.source.text)
    else { return nil }
    (self.path, self.base, place) = (path, base, TemplatePlace(path, files))
    let text = design.templates[path]
    line = text.flatMap(BaseLine.init(in:))
    own = text.map(Self.withoutLine)
  }

  var baseText: String { Self.withoutLine(base.template.source.text) }

  /// Whether what it was made from has changed since.
  var isOutdated: Bool { line.map { $0.hash != base.hash } ?? false }

  /// What is kept: the line stands at the end, so that places in the text are those that were typed.
  func text(_ typed: String, isTakenOver: Bool) -> String {
    let line = isTakenOver ? nil : line
    return typed + (line ?? BaseLine(base)).text
  }

  static func withoutLine(_ text: String) -> String {
    text.replacing(/\{\{!\s*base:\s*\S+\s+sha256:[0-9a-f]{64}\s*\}\}\n?/, with: "")
  }
}
