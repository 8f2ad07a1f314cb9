import Kit

/// A request out of a table.
public final class TestExchange: Exchange {
  private let parameters: [String: String]
  private let content: [UInt8]
  private var wasRead = false
  public private(set) var reports: [String] = []

  public init(_ parameters: [String: String], body: [UInt8] = []) {
    self.parameters = parameters
    content = body
  }

  public func parameter(_ name: String) -> String? { parameters[name] }

  /// Once, as the web server gives it.
  public func body(limit: Int) throws -> [UInt8] {
    guard !wasRead else { throw Fault.badRequest("What you sent was read already.") }
    wasRead = true
    guard content.count <= limit else { throw Fault.tooLarge() }
    return content
  }

  public func report(_ line: String) { reports.append(line) }
}
