import HTTPTypes

public typealias Handler = @Sendable (Request) throws -> Response

/// Who may come through a route. Checked before the handler runs and before a body is read.
public enum Access: Sendable, Equatable {
  case everyone
  /// Anybody who is signed in.
  case members
  /// Those who hold it, be it for one place only: then the handler asks again, in that place.
  case needs(_ permission: String)
}

/// One line of a house's table: `.get("/forums/thread/:id", .everyone, threadShow)`.
/// A segment that begins with a colon is a parameter.
public struct Route: Sendable {
  public let method: HTTPRequest.Method
  public let pattern: String
  public let access: Access
  /// The largest body it takes, in bytes.
  public let limit: Int
  /// Whoever comes must have shown lately that it is still them. Its form may carry no files: it is sent
  /// a second time by the page that asks.
  public let confirmed: Bool
  public let handler: Handler

  public init(
    _ method: HTTPRequest.Method, _ pattern: String, _ access: Access, limit: Int = 262_144,
    confirmed: Bool = false, _ handler: @escaping Handler
  ) {
    self.method = method
    self.pattern = pattern
    self.access = access
    self.limit = limit
    self.confirmed = confirmed
    self.handler = handler
  }

  public static func get(
    _ pattern: String, _ access: Access, confirmed: Bool = false, _ handler: @escaping Handler
  ) -> Route {
    Route(.get, pattern, access, confirmed: confirmed, handler)
  }

  public static func post(
    _ pattern: String, _ access: Access, limit: Int = 262_144, confirmed: Bool = false,
    _ handler: @escaping Handler
  ) -> Route {
    Route(.post, pattern, access, limit: limit, confirmed: confirmed, handler)
  }
}
