/// A template in a library, laid out for rendering: plain memory that is walked without counting references.
final class Slot: @unchecked Sendable {  // written in `init` alone
  let template: Template
  /// For each of the template's references the slot that it leads to; -1 for dynamic ones.
  let links: [Int]
  let nodes: UnsafeBufferPointer<Node>
  let ink: UnsafeBufferPointer<UInt8>
  let names: UnsafeBufferPointer<Name>

  init(_ template: Template, _ links: [Int]) {
    self.template = template
    self.links = links
    nodes = Self.lay(template.nodes)
    ink = Self.lay(template.ink)
    names = Self.lay(template.names)
  }

  private static func lay<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return UnsafeBufferPointer(buffer)
  }

  deinit {
    UnsafeMutableBufferPointer(mutating: names).deinitialize()
    nodes.deallocate()
    ink.deallocate()
    names.deallocate()
  }
}
