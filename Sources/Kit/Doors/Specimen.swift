/// A page of a house that shows well what a face makes of it: a list, a thread, a room.
public struct Specimen: Sendable {
  public let title: String
  public let href: String

  public init(_ title: String, _ href: String) {
    self.title = title
    self.href = href
  }
}
