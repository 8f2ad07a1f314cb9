import Foundation

/// Why nothing can be written in a folder, as the attempt shows: permissions alone say nothing of a read-only disk.
struct FolderFailure {
  private let number: Int32

  /// Nil for a folder that can be written.
  init?(_ folder: URL) {
    let probe = folder.appending(path: ".rowhouse-\(getpid())").path
    let descriptor = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    number = errno
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(probe)
    return nil
  }

  var reason: String { String(cString: strerror(number)) }

  /// What to do about it.
  var advice: String {
    switch number {
    case EROFS: "see in the kernel's log (dmesg) why, and mount it again for writing"
    case ENOSPC, EDQUOT: "make room"
    case ENOENT: "make it, and give it to the user who runs the site"
    default: "give it to the user who runs the site"
    }
  }
}
