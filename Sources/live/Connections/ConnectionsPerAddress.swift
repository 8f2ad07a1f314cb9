import Kit
import NIOCore
import NIOHTTP1
import Synchronization

extension Network {
  /// Where a connection comes from, as nginx says it; nil for what is no address. Only nginx can reach the socket, and
  /// it lets nobody else's header through.
  init?(_ head: HTTPRequestHead) {
    guard let text = head.headers.first(name: "x-forwarded-for") else { return nil }
    self.init(text)
  }
}

/// Counts the open connections of each address, on all loops: a school has many, a flood has more.
final class ConnectionsPerAddress: Sendable {
  private let most: Int
  private let counts = Mutex<[Network: Int]>([:])

  init(most: Int) { self.most = most }

  func isFull(_ address: Network?) -> Bool {
    guard let address else { return false }
    return counts.withLock { $0[address, default: 0] } >= most
  }

  /// Counts it as long as its channel is open.
  func enter(_ address: Network?, _ channel: any Channel) {
    guard let address else { return }
    counts.withLock { $0[address, default: 0] += 1 }
    channel.closeFuture.whenComplete { [self] _ in leave(address) }
  }

  private func leave(_ address: Network) {
    counts.withLock { counts in counts[address] = counts[address].flatMap { $0 > 1 ? $0 - 1 : nil } }
  }
}
