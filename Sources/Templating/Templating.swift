public enum Value: Sendable { case null, bool(Bool), int(Int), text(String), html(String), list([Value]), record(Record) }
public struct Record: Sendable { public var pairs: [(String, Value)] }
public protocol Renderable { var value: Value { get } }
public struct Html: Sendable, Renderable { public let string: String; public init(_ s: String) { string = s }; public var value: Value { .html(string) } }
extension String: Renderable { public var value: Value { .text(self) } }
extension Int: Renderable { public var value: Value { .int(self) } }
extension Bool: Renderable { public var value: Value { .bool(self) } }
extension Value: Renderable { public var value: Value { self } }
extension Array: Renderable where Element: Renderable { public var value: Value { .list(map(\.value)) } }
extension Optional: Renderable where Wrapped: Renderable { public var value: Value { self?.value ?? .null } }
extension Value: ExpressibleByDictionaryLiteral { public init(dictionaryLiteral elements: (String, any Renderable)...) { self = .record(Record(pairs: elements.map { ($0, $1.value) })) } }
