/// Templates, linked with all that they reach. Immutable: a change on disk makes a new library.
public struct Library: Sendable {
  let slots: [Slot]
  let slotOfName: [String: Int]

  /// A page beyond them is a mistake in a template.
  public var limits = Limits()

  /// Links the templates of these names and everything that they reach. `find(name, below)` gives the
  /// template of a name in the first layer beyond `below`; nil asks for the topmost.
  /// Throws at the tag whose partial or parent is missing, and where templates would call each other for ever.
  public init(
    names: [String], find: (_ name: String, _ below: Int?) throws -> Template?
  ) throws {
    var linker = Linker()
    try linker.link(names, find)
    try linker.refuseEndlessCalls()
    slots = linker.slots
    slotOfName = linker.slotOfName
  }

  /// All names that can be rendered and that `{{>*name}}` can lead to: those asked for and those reached.
  public var names: [String] { slotOfName.keys.sorted() }

  /// Where the template of a name came from.
  public func source(of name: String) -> Source? {
    slotOfName[name].map { slots[$0].template.source }
  }

  /// Renders a template. `values` is the context stack: the shell's data first, the page's last and innermost.
  public func render(_ name: String, _ values: [Value]) throws(TemplateError) -> [UInt8] {
    var failures: [TemplateError] = []
    return try render(name, values, noting: &failures)
  }

  /// The same, and tells which outlets failed, so that what lies below them stands on the page.
  public func render(
    _ name: String, _ values: [Value], noting failures: inout [TemplateError]
  ) throws(TemplateError) -> [UInt8] {
    guard let slot = slotOfName[name] else { throw .unknown(name) }
    return try values.withUnsafeBufferPointer { values throws(TemplateError) in
      var rendering = Rendering(self, values)
      try rendering.renderWhole(slots[slot])
      if !rendering.failures.isEmpty { failures += rendering.failures.map(\.error) }
      return rendering.output.bytes
    }
  }

  /// Renders behind what `output` holds already. After an error `output` is as it was.
  public func render(_ name: String, _ values: [Value], into output: inout [UInt8]) throws(TemplateError) {
    output += try render(name, values)
  }
}
