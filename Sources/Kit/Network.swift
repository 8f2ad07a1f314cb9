import Foundation

/// What counts as one address, so that one household is one: an address of IPv4, or the /64 of one of IPv6, of which
/// a household has all (RFC 6177 2). nginx's map `rowhouse_network` says the same.
public struct Network: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  /// Nil for what is no address.
  public init?(_ address: String) {
    var number = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, address, &number) == 1 {
      description = address
    } else if inet_pton(AF_INET6, address, &number) == 1 {
      // An address of IPv4 as a socket of both kinds has it.
      let isMapped = number.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
      description =
        isMapped
        ? number.suffix(4).map(String.init).joined(separator: ".")
        : number.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
    } else {
      return nil
    }
  }

  /// In words for a key; what is no address stands for itself.
  public static func name(of address: String) -> String { Self(address)?.description ?? address }

  /// `192.0.2.7`, `2001:db8::/48`
  static func isAddressOrBlock(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var number = [UInt8](repeating: 0, count: 16)
    let bits = [(AF_INET, 32), (AF_INET6, 128)].first { inet_pton($0.0, parts[0], &number) == 1 }?.1
    guard let bits, parts.count <= 2 else { return false }
    return parts.count == 1
      || parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
        && Int(parts[1]).map((0...bits).contains) == true
  }
}
