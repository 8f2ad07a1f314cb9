/// A template in a library: what it calls leads to other slots.
final class Slot: Sendable {
  let template: Template
  /// For each of the template's references the slot that it leads to; -1 for dynamic ones.
  let links: [Int]
  /// For an outlet the slot of the same name one layer down; -1 where there is none.
  let next: Int
  let isOutlet: Bool
  // The template's own memory, which it keeps alive.
  nonisolated(unsafe) let nodes: UnsafeBufferPointer<Node>
  nonisolated(unsafe) let ink: UnsafeBufferPointer<UInt8>
  nonisolated(unsafe) let names: UnsafeBufferPointer<Name>

  init(_ template: Template, _ links: [Int], next: Int) {
    self.template = template
    self.links = links
    self.next = next
    isOutlet = Outlet.covers(template.source.name)
    (nodes, ink, names) = (template.layout.nodes, template.layout.ink, template.layout.names)
  }
}
