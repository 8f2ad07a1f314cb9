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
  /// It shows nothing to anybody, or takes something away: those who may not write may do it as well.
  public let quiet: Bool
  /// How often one account may come. What changes something has one, unless its line says otherwise.
  public private(set) var pace: Pace?
  public let handler: Handler

  public init(
    _ method: HTTPRequest.Method, _ pattern: String, _ access: Access, limit: Int = 262_144,
    confirmed: Bool = false, quiet: Bool = false, _ handler: @escaping Handler
  ) {
    self.method = method
    self.pattern = pattern
    self.access = access
    self.limit = limit
    self.confirmed = confirmed
    self.quiet = quiet
    pace = method == .post ? .changes : nil
    self.handler = handler
  }

  /// Its address and limit are those of the form.
  public static func post(_ form: LargeForm, _ access: Access, _ handler: @escaping Handler) -> Route {
    Route(.post, form.pattern, access, limit: form.limit, handler)
  }

  /// The same at another pace; nil where the handler counts by itself.
  public func atMost(_ pace: Pace?) -> Route {
    var route = self
    route.pace = pace
    return route
  }

  public static func get(
    _ pattern: String, _ access: Access, confirmed: Bool = false, _ handler: @escaping Handler
  ) -> Route {
    Route(.get, pattern, access, confirmed: confirmed, handler)
  }

  public static func post(
    _ pattern: String, _ access: Access, limit: Int = 262_144, confirmed: Bool = false, quiet: Bool = false,
    _ handler: @escaping Handler
  ) -> Route {
    Route(.post, pattern, access, limit: limit, confirmed: confirmed, quiet: quiet, handler)
  }
}
