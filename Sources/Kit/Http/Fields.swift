/// Names with values in the order they came: a query, or the fields of a form. What can't be decoded is
/// kept as a count, so that a query may shrug and a form may refuse.
public struct Fields: Sendable, Equatable {
  public private(set) var pairs: [(name: String, value: String)] = []
  public private(set) var unreadable = 0

  /// More would only be an attack on the server's memory.
  public static let most = 1000

  public init() {}

  /// `a=1&b=two+words` (WHATWG URL 5.1).
  public init(urlencoded text: String) { self.init(urlencoded: Array(text.utf8)) }

  public init(urlencoded bytes: [UInt8]) { bytes.withUnsafeBufferPointer { read($0[...]) } }

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  private mutating func read(_ text: Bytes) {
    var rest = text
    while !rest.isEmpty {
      guard pairs.count < Self.most else {
        unreadable += 1
        return
      }
      let end = rest.firstIndex(of: 0x26) ?? rest.endIndex
      if end > rest.startIndex { append(rest[..<end]) }
      rest = rest[end...].dropFirst()
    }
  }

  private mutating func append(_ pair: Bytes) {
    let sign = pair.firstIndex(of: 0x3D) ?? pair.endIndex
    guard let name = Percent.decode(pair[..<sign], plusIsSpace: true),
      let value = Percent.decode(pair[sign...].dropFirst(), plusIsSpace: true)
    else {
      unreadable += 1
      return
    }
    pairs.append((name, value))
  }

  public mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }

  /// The first value of that name.
  public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  public func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  public static func == (a: Fields, b: Fields) -> Bool {
    a.unreadable == b.unreadable && a.pairs.elementsEqual(b.pairs) { $0 == $1 }
  }
}
