import Foundation

extension Request {
  /// Where it came from, as far as one household or office goes: it has a /64 of IPv6.
  public var network: String {
    var bytes = in6_addr()
    guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
  }
}
