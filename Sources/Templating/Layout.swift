/// A template laid out for rendering: plain memory that is walked without counting references, made once
/// for all libraries that link it.
final class Layout: @unchecked Sendable {  // written in `init` alone
  let nodes: UnsafeBufferPointer<Node>
  let ink: UnsafeBufferPointer<UInt8>
  let names: UnsafeBufferPointer<Name>

  init(nodes: [Node], ink: [UInt8], names: [Name]) {
    self.nodes = Self.lay(nodes)
    self.ink = Self.lay(ink)
    self.names = Self.lay(names)
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
