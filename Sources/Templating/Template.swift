/// A template, parsed once. It renders through a `Library`, which links it with all that it reaches.
public struct Template: Sendable {
  public let source: Source
  let nodes: [Node]
  /// For each node the offset in the source of the tag that it comes from.
  let places: [Int]
  /// The literal bytes that runs and indentations point into.
  let ink: [UInt8]
  let names: [Name]
  let references: [Reference]

  /// Parses the whole of Mustache except lambdas, with inheritance and dynamic names.
  /// What Mustache would pass over in silence (unknown tags, tags between a parent's blocks) is an error.
  public init(_ source: Source) throws(TemplateError) {
    var parser = Parser(source)
    try parser.parse()
    let compact = Compaction(parser)
    self.source = source
    nodes = compact.nodes
    places = compact.places
    ink = compact.ink
    names = parser.names
    references = parser.references
  }

  func error(at node: Int, _ reason: String) -> TemplateError {
    source.error(at: places[node], reason)
  }
}
