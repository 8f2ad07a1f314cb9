import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Where a connection comes from, as nginx says it: an IPv4 address, or the network of an IPv6 one, of which a
/// household has all addresses.
struct Address: Sendable, Hashable {
  private let bytes: [UInt8]

  /// nil for what is no address. Only nginx can reach the socket, and it lets nobody else's header through.
  init?(_ head: HTTPRequestHead) {
    guard let text = head.headers.first(name: "x-forwarded-for") else { return nil }
    self.init(text)
  }

  init?(_ text: String) {
    guard let bytes = Self.bytes(text, AF_INET, 4) ?? Self.bytes(text, AF_INET6, 16) else { return nil }
    self.bytes = Array(bytes.prefix(8))
  }

  private static func bytes(_ text: String, _ family: CInt, _ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }
}

/// How many connections each address has open, on all loops: a school is many, a flood is more.
final class Crowd: Sendable {
  private let most: Int
  private let counts = Mutex<[Address: Int]>([:])

  init(most: Int) { self.most = most }

  func isFull(_ address: Address?) -> Bool {
    guard let address else { return false }
    return counts.withLock { $0[address, default: 0] } >= most
  }

  /// Counts it as long as its channel is open.
  func enter(_ address: Address?, _ channel: any Channel) {
    guard let address else { return }
    counts.withLock { $0[address, default: 0] += 1 }
    channel.closeFuture.whenComplete { [self] _ in leave(address) }
  }

  private func leave(_ address: Address) {
    counts.withLock { counts in counts[address] = counts[address].flatMap { $0 > 1 ? $0 - 1 : nil } }
  }
}
