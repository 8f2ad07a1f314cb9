import Kit

/// The style rules of a face, checked: they stay in their layer, load nothing, hide nothing that people need,
/// and leave the viewer's own choice above them.
enum AlterCss {
  static let mostBytes = 65_536

  /// Throws `FileProblem` at the first thing that is not allowed. `holders` are classes around what people need,
  /// which a face may hide as little as what stands in them; nil where that is looked at later.
  static func check(_ css: String, file: String, holding holders: Set<String>? = nil) throws {
    guard css.utf8.count <= mostBytes else { throw FileProblem(file, "A face's rules may be 64 KB at most.") }
    do {
      try CssLint.check(css, holding: holders)
    } catch {
      throw FileProblem(file, line: error.place.line, column: error.place.column, error.reason)
    }
  }
}
