import Foundation

/// Replaces a file so that whoever reads it finds the old or the new content, whole, even after a crash.
package struct AtomicFile {
  package let staged: URL
  package let target: URL

  package static func write(_ bytes: [UInt8], to file: URL) throws {
    try AtomicFile(staging: bytes, for: file).commit()
  }

  /// Writes the content beside its target and waits until the disk has it. Whoever is the only writer may
  /// give it a name.
  package init(staging bytes: [UInt8], for target: URL, as name: URL? = nil) throws {
    let own = ".\(target.lastPathComponent).\(getpid()).\(UInt32.random(in: 0 ... .max)).tmp"
    staged = name ?? target.deletingLastPathComponent().appending(path: own)
    self.target = target
    let descriptor = open(staged.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(staged) }
    defer { close(descriptor) }
    guard Self.writeAll(bytes, descriptor), fsync(descriptor) == 0 else {
      let failure = Self.failure(staged)
      unlink(staged.path)
      throw failure
    }
  }

  /// Puts it in its place, and waits until the disk knows.
  package func commit() throws {
    guard rename(staged.path, target.path) == 0 else {
      let failure = Self.failure(target)
      unlink(staged.path)
      throw failure
    }
    let folder = open(target.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw Self.failure(target) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw Self.failure(target) }
  }

  private static func writeAll(_ bytes: [UInt8], _ descriptor: CInt) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func failure(_ file: URL) -> FileProblem {
    FileProblem(file.lastPathComponent, "This file can't be written: \(String(cString: strerror(errno))).")
  }
}
