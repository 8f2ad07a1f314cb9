import Foundation

/// The address of a session as it is shown: the network, not the machine.
enum Address {
  /// `192.0.2.0/24`, `2001:db8:1::/48`; nil for what is no address.
  static func shortened(_ address: String) -> String? {
    network(address, AF_INET, bytes: 4, kept: 3) ?? network(address, AF_INET6, bytes: 16, kept: 6)
  }

  private static func network(_ address: String, _ family: CInt, bytes: Int, kept: Int) -> String? {
    var number = [UInt8](repeating: 0, count: bytes)
    guard inet_pton(family, address, &number) == 1 else { return nil }
    for index in kept..<bytes { number[index] = 0 }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(family, number, &text, socklen_t(text.count)) != nil else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      + "/\(kept * 8)"
  }
}
