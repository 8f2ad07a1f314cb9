/// HTML that our own code made and vouches for; `{{x}}` writes it as it is.
public struct Html: Sendable, Equatable, Renderable {
  public let string: String

  public init(_ string: String) { self.string = string }

  /// Plain text, with the characters that mean something in HTML replaced.
  public init(escaping text: String) {
    var text = text
    var output = Output(capacity: text.utf8.count + 16)
    text.withUTF8 { output.append(escaping: $0) }
    string = String(decoding: output.bytes, as: UTF8.self)
  }

  @inlinable public var value: Value { .html(string) }
}
