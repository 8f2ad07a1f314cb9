import Foundation

/// One byte to the live daemon after a commit. It may be lost: the daemon also watches the database.
public struct Wake: Sendable {
  private let descriptor: CInt
  private let address: UnixAddress?

  /// `socket` is the daemon's unix datagram socket.
  public init(_ socket: URL) {
    address = UnixAddress(socket.path)
    descriptor = Foundation.socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
  }

  public func send() {
    guard let address, descriptor >= 0 else { return }
    var byte: UInt8 = 1
    _ = address.withPointer { pointer, size in
      sendto(descriptor, &byte, 1, CInt(MSG_DONTWAIT), pointer, size)
    }
  }
}

/// The address of a unix socket; nil if the path is too long for one (107 bytes).
public struct UnixAddress: Sendable {
  private let address: sockaddr_un

  public init?(_ path: String) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    self.address = address
  }

  public func withPointer<Answer>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer) -> Answer {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
