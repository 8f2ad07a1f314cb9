import Components
import Foundation
import Kit

/// One `serve` for one folder. The kernel lets go of it however we end.
struct ServeLock {
  private let path: String
  private let descriptor: Int32

  init(in folder: URL) throws {
    path = folder.appending(path: "serve.lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Refusal("another rowhouse serve runs in \(folder.path)")
    }
  }

  func release() {
    unlink(path)
    close(descriptor)
  }

  /// Under systemd nobody serves, but background work shows that the site runs. What an earlier `serve` started
  /// has a moment to go.
  static func checkAlone(on settings: Settings) throws {
    let begun = uptime()
    while try !JobRunner.aloneIfFree(settings, {}) {
      guard uptime() - begun < 3 else {
        throw Refusal("the site runs already on \(settings.data.path): rowhouse-jobs works there")
      }
      usleep(50_000)
    }
  }
}
