/// HTML that our own code made and vouches for; `{{x}}` writes it as it is.
public struct Html: Sendable, Equatable, Renderable {
  public let string: String

  public init(_ string: String) { self.string = string }

  @inlinable public var value: Value { .html(string) }
}
