/// Why the server closes a connection. Below 4400 a client comes back by itself, from 4400 on it stays away
/// until somebody does something about it.
public enum CloseCode: UInt16, Sendable {
  case protocolError = 1002
  case unreadableText = 1007
  case tooLarge = 1009

  case restart = 4000
  case silent = 4002
  case slow = 4009
  case tooFast = 4012

  case badFrame = 4400
  case noAuth = 4401
  case revoked = 4403
  case mayNot = 4405
  case closed = 4410
  case tooManyConnections = 4408
  case textOnly = 4415
}

extension CloseCode {
  /// A few words that stand in the closing frame, for people who debug.
  public var reason: String {
    switch self {
    case .protocolError: "broken frame"
    case .unreadableText: "not UTF-8"
    case .tooLarge: "message too large"
    case .restart: "restarting"
    case .silent: "no answer"
    case .slow: "too slow"
    case .tooFast: "too many commands"
    case .badFrame: "not a command"
    case .noAuth: "sign in first"
    case .revoked: "session ended"
    case .mayNot: "you may not be here"
    case .closed: "the chat is closed"
    case .tooManyConnections: "too many connections"
    case .textOnly: "text only"
    }
  }
}
