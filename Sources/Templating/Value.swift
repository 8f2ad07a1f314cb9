/// What a template can look at. Built by handlers without reflection, usually as a literal:
///
///     let page: Value = ["title": thread.title, "posts": posts, "open": true]
public enum Value: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  /// Plain text, which `{{x}}` escapes.
  case text(String)
  /// Trusted HTML, which `{{x}}` writes as it is.
  case html(String)
  case list([Templating.Value])
  case record(Record)

  /// Whether `{{#x}}` renders its content. Null, false, zero and whatever is empty do not.
  /// (The official data leaves zero and the empty text open; `{{#unread}}{{unread}} new{{/unread}}` decides.)
  public var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let bool): bool
    case .int(let int): int != 0
    case .text(let text), .html(let text): !text.isEmpty
    case .list(let list): !list.isEmpty
    case .record: true
    }
  }

  /// The value of a name, when this is a record that has it.
  public subscript(name: String) -> Self? {
    guard case .record(let record) = self else { return nil }
    return record[name]
  }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
}

extension Value: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .text(value) }
}

extension Value: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  public init(arrayLiteral elements: any Renderable...) { self = .list(elements.map(\.value)) }
  public init(dictionaryLiteral elements: (String, any Renderable)...) { self = .record(Record(elements)) }
}
