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

  public init(urlencoded bytes: [UInt8]) {
    for pair in bytes.split(separator: 0x26, maxSplits: Self.most) {
      guard pairs.count < Self.most else {
        unreadable += 1
        return
      }
      let parts = pair.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
      append(parts[0], parts.count > 1 ? parts[1] : [])
    }
  }

  private mutating func append(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) {
    guard let name = Percent.decode(name, plusIsSpace: true),
      let value = Percent.decode(value, plusIsSpace: true)
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
