/// What is wrong with a template, and where: `file:line:column: reason`.
public struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
  public let file: String
  /// Counted from 1, as editors do.
  public let line: Int
  /// Counted in characters from 1.
  public let column: Int
  public let reason: String

  public init(file: String, line: Int, column: Int, reason: String) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  public var description: String { "\(file):\(line):\(column): \(reason)" }
}

extension TemplateError {
  /// A name that no tag asked for, so that there is no better place to point at.
  static func unknown(_ name: String) -> TemplateError {
    TemplateError(file: name, line: 1, column: 1, reason: "there is no template “\(name)”")
  }
}
