import Kit

/// A request out of a table.
public final class TestExchange: Exchange {
  private let parameters: [String: String]
  private let content: [UInt8]
  public private(set) var reports: [String] = []

  public init(_ parameters: [String: String], body: [UInt8] = []) {
    self.parameters = parameters
    content = body
  }

  public func parameter(_ name: String) -> String? { parameters[name] }

  public func body(limit: Int) throws -> [UInt8] {
    guard content.count <= limit else { throw Fault.tooLarge() }
    return content
  }

  public func report(_ line: String) { reports.append(line) }
}
