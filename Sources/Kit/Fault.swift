import HTTPTypes

/// An answer that is not what was asked for, with one clear sentence for the person. Thrown by handlers;
/// Components turns it into a page. Anything else that is thrown becomes a 500 whose cause only the log sees.
public struct Fault: Error, Sendable {
  public let status: Response.Status
  /// What happened and what to do, in the second person. Empty: the status's own sentence.
  public let message: String
  /// For the log alone.
  public let cause: String?
  /// With 405: the methods that the address takes (RFC 9110 15.5.6).
  public let allowed: [String]
  /// With 429: the seconds to wait (RFC 6585 4).
  public let retryAfter: Int?

  public init(
    _ status: Response.Status, _ message: String = "", cause: String? = nil, allowed: [String] = [],
    retryAfter: Int? = nil
  ) {
    self.status = status
    self.message = message
    self.cause = cause
    self.allowed = allowed
    self.retryAfter = retryAfter
  }

  public static let notFound = Fault(.notFound)
  public static let forbidden = Fault(.forbidden)
  /// Nobody is signed in, or no longer.
  public static let signInFirst = Fault(.unauthorized)

  public static func badRequest(_ message: String) -> Fault { Fault(.badRequest, message) }
  public static func invalid(_ message: String) -> Fault { Fault(.unprocessableContent, message) }
  public static func tooLarge(_ message: String = "") -> Fault { Fault(.contentTooLarge, message) }
  public static func tooMany(_ message: String = "") -> Fault { Fault(.tooManyRequests, message) }
}
