/// Anything that can be put in a page. A house's page data conforms with one literal:
///
///     struct PostRow: Renderable {
///       var value: Value { ["number": number, "author": author, "body": Html(cooked)] }
///     }
public protocol Renderable {
  /// This, as templates see it.
  var value: Templating.Value { get }
}

extension Value: Renderable {
  @inlinable public var value: Self { self }
}

extension Record: Renderable {
  @inlinable public var value: Value { .record(self) }
}

extension String: Renderable {
  @inlinable public var value: Value { .text(self) }
}

extension Substring: Renderable {
  @inlinable public var value: Value { .text(String(self)) }
}

extension Bool: Renderable {
  @inlinable public var value: Value { .bool(self) }
}

extension Int: Renderable {
  @inlinable public var value: Value { .int(self) }
}

extension Int64: Renderable {
  @inlinable public var value: Value { .int(Int(self)) }
}

extension Double: Renderable {
  @inlinable public var value: Value { .text(description) }
}

extension Optional: Renderable where Wrapped: Renderable {
  @inlinable public var value: Value { self?.value ?? .null }
}

extension Array: Renderable where Element: Renderable {
  // A closure: a key path would be made anew for each list.
  @inlinable public var value: Value { .list(map { $0.value }) }
}

extension Dictionary: Renderable where Key == String, Value: Renderable {
  public var value: Templating.Value { .record(Record(map { ($0.key, $0.value) })) }
}
