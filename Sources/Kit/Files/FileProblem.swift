import Templating

/// What is wrong with a file, for whoever has to mend it. Never holds what stands in the file's cells.
package struct FileProblem: Error, Sendable, Hashable {
  package let file: String
  package let line: Int?
  package let column: Int?
  package let reason: String

  package init(_ file: String, line: Int? = nil, column: Int? = nil, _ reason: String) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  package init(_ error: TemplateError) {
    self.init(error.file, line: error.line, column: error.column, error.reason)
  }

  package var place: String {
    ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }
}

extension FileProblem: Renderable {
  package var value: Value {
    ["file": file, "line": line.map(String.init), "place": place, "reason": reason]
  }
}
