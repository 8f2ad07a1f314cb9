/// Why the server closes a connection. Below 4400 a client comes back by itself, from 4400 on it stays away
/// until somebody does something about it.
public enum CloseCode: UInt16, Sendable {
  case normal = 1000
  case protocolError = 1002
  case unreadableText = 1007
  case tooLarge = 1009

  case restart = 4000
  case silent = 4002
  case slow = 4010
  case tooFast = 4012

  case badFrame = 4400
  case noAuth = 4401
  case revoked = 4403
  case closed = 4410
  case tooManyConnections = 4408
  case textOnly = 4415
  case version = 4426
}
