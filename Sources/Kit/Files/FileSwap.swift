import Foundation

/// Files that change places, so that neither is lost.
package enum FileSwap {
  package enum Outcome {
    case done, missing, unsupported
    case failed(String)
  }

  /// Both names change places at one instant (Linux's RENAME_EXCHANGE), on disk when this returns.
  package static func exchange(_ one: URL, _ other: URL) -> Outcome {
    guard let renameat2 else { return .unsupported }
    guard renameat2(AT_FDCWD, one.path, AT_FDCWD, other.path, 2) == 0 else {
      switch errno {
      case ENOENT: return .missing
      case EINVAL, ENOSYS: return .unsupported
      default: return .failed(reason)
      }
    }
    return sync(one) ? .done : .failed(reason)
  }

  package static func move(_ file: URL, to target: URL) throws {
    guard rename(file.path, target.path) == 0, sync(target) else {
      throw FileProblem(target.lastPathComponent, reason)
    }
  }

  /// Under `name` with the time behind it; several in one second have a number as well.
  package static func setAside(_ file: URL, as name: URL, at now: Moment) throws {
    let stem = "\(name.path)-\(now.iso.replacing(":", with: ""))"
    for number in 1...1000 {
      let target = number == 1 ? stem : "\(stem)-\(number)"
      if renameToNew(file.path, target) == 0 { return }
      guard errno == EEXIST else { break }
    }
    throw FileProblem(file.lastPathComponent, "This file can't be set aside: \(reason)")
  }

  /// Never replaces what is there already. (A hard link would not either, but is refused for others' files.)
  private static func renameToNew(_ old: String, _ new: String) -> CInt {
    if let renameat2 {
      let answer = renameat2(AT_FDCWD, old, AT_FDCWD, new, 1)
      if answer == 0 || errno != EINVAL && errno != ENOSYS { return answer }
    }
    guard access(new, F_OK) != 0 else {
      errno = EEXIST
      return -1
    }
    return rename(old, new)
  }

  private static var reason: String { "This file can't be written: \(String(cString: strerror(errno)))." }

  private static func sync(_ file: URL) -> Bool {
    let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    return fsync(folder) == 0
  }

  private typealias Renameat2 =
    @convention(c) (
      CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt
    ) -> CInt

  /// glibc has it since 2.28, but Swift's view of glibc does not.
  private static let renameat2: Renameat2? = dlsym(nil, "renameat2").map {
    unsafeBitCast($0, to: Renameat2.self)
  }
}
