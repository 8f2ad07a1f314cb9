import Templating

/// What is wrong with a file, for whoever has to mend it. Never holds what stands in the file's cells.
struct FileProblem: Error, Sendable, Hashable {
  let file: String
  let line: Int?
  let column: Int?
  let reason: String

  init(_ file: String, line: Int? = nil, column: Int? = nil, _ reason: String) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  init(_ error: TemplateError) { self.init(error.file, line: error.line, column: error.column, error.reason) }

  var place: String { ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") }
}

extension FileProblem: Renderable {
  var value: Value { ["file": file, "line": line.map(String.init), "place": place, "reason": reason] }
}
