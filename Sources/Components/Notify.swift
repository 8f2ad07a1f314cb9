import Foundation

/// Tells systemd how a process is (sd_notify(3)); without systemd nobody listens.
public struct Notify: Sendable {
  private let descriptor: CInt
  private let address: UnixAddress?

  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let path = environment["NOTIFY_SOCKET"] ?? ""
    // A name that begins with @ is abstract; systemd's own sockets are files.
    address = path.hasPrefix("/") ? UnixAddress(path) : nil
    descriptor =
      address == nil ? -1 : socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
  }

  public func ready() { send("READY=1") }
  public func watchdog() { send("WATCHDOG=1") }
  public func stopping() { send("STOPPING=1") }

  private func send(_ text: String) {
    guard let address, descriptor >= 0 else { return }
    _ = address.withPointer { sendto(descriptor, text, text.utf8.count, CInt(MSG_NOSIGNAL), $0, $1) }
  }
}
