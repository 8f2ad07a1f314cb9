/// A template, parsed once. It renders through a `Library`, which links it with all that it reaches.
public struct Template: Sendable {
  public let source: Source
  /// Its nodes, the literal bytes that runs and indentations point into, and the names that it looks up.
  let layout: Layout
  let lineStarts: [Int]
  let references: [Reference]

  /// Parses the whole of Mustache except lambdas, with inheritance and dynamic names.
  /// What Mustache would pass over in silence (unknown tags, tags between a parent's blocks) is an error.
  public init(_ source: Source) throws(TemplateError) {
    var parser = Parser(source)
    try parser.parse()
    let compact = Compaction(parser.nodes, of: parser.scanner.bytes)
    self.source = source
    layout = Layout(nodes: compact.nodes, ink: compact.ink, names: parser.names)
    lineStarts = compact.lineStarts
    references = parser.references
  }

  func error(at node: Int, _ reason: String) -> TemplateError {
    source.error(at: layout.nodes.isEmpty ? 0 : layout.nodes[node].place, reason)
  }
}
