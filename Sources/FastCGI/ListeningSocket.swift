import Foundation

/// The socket that the web server connects to. It is inherited, never opened here: it outlives a worker,
/// so that a restart refuses nobody.
public enum ListeningSocket {
  /// The descriptor that systemd passes first (sd_listen_fds(3)), or descriptor 0 (FastCGI 1.0, 2.2).
  /// nil if neither is a listening socket.
  public static func inherited(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> CInt? {
    let isForUs = environment["LISTEN_PID"].map { $0 == String(getpid()) } ?? true
    let passed = environment["LISTEN_FDS"].flatMap { Int($0) } ?? 0
    let descriptor: CInt = isForUs && passed > 0 ? 3 : 0
    return isListening(descriptor) ? descriptor : nil
  }

  private static func isListening(_ descriptor: CInt) -> Bool {
    var answer: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size) == 0 && answer == 1
  }
}
