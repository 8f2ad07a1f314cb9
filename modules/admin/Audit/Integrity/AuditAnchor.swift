import Foundation
import Kit

/// The end of the log at some time, kept where whoever can write app.db can't: in a file
/// and in the journal. `2026-11-25T03:00:00Z anchor 1234 5d41…`
public struct AuditAnchor: Sendable, Equatable, CustomStringConvertible {
  let link: AuditLink

  init(_ link: AuditLink) { self.link = link }

  public var description: String { "anchor \(link.id) \(link.hash.hex)" }

  /// All anchors in a text, one a line at the most: the file's own, or an excerpt of the journal.
  static func all(in text: String) -> [AuditAnchor] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard let match = line.firstMatch(of: /\banchor (\d+) ([0-9a-f]{64})\b/), let id = Int64(match.1),
        let hash = Data(hex: match.2)
      else { return nil }
      return AuditAnchor(AuditLink(id: id, hash: hash))
    }
  }
}

/// The anchors that the site keeps by itself, a line a day, where no web worker can write.
struct AuditAnchorFile {
  let file: URL

  func read() throws -> [AuditAnchor] {
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    return AuditAnchor.all(in: String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }

  /// Takes over the file of an earlier version, which lay where workers write. A link there is not ours.
  func takeOver(_ old: URL) throws {
    try FileLock.hold(file.appendingPathExtension("lock")) {
      guard !FileManager.default.fileExists(atPath: file.path) else { return }
      let descriptor = open(old.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      let handle = descriptor >= 0 ? FileHandle(fileDescriptor: descriptor, closeOnDealloc: true) : nil
      try (handle?.readToEnd() ?? Data()).write(to: file, options: .atomic)
    }
  }

  /// Writes a line, which is on disk when it returns. Where it throws, the file is as it was: a line that was not synced
  /// may be gone tomorrow.
  func append(_ anchor: AuditAnchor, now: Moment) throws {
    try FileLock.hold(file.appendingPathExtension("lock")) {
      let isThere = FileManager.default.fileExists(atPath: file.path)
      var text = isThere ? try Data(contentsOf: file) : Data()
      if text.last.map({ $0 != UInt8(ascii: "\n") }) ?? false { text.append(UInt8(ascii: "\n")) }
      try replace(with: text + Data("\(now.iso) \(anchor)\n".utf8))
    }
  }

  private func replace(with text: Data) throws {
    let new = file.appendingPathExtension("new")
    do {
      try synced(open(new.path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o640)) {
        try $0.write(contentsOf: text)
      }
      try check(rename(new.path, file.path))
    } catch {
      unlink(new.path)
      throw error
    }
    try synced(open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  private func synced(_ descriptor: CInt, _ work: (FileHandle) throws -> Void = { _ in }) throws {
    try check(descriptor)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try work(handle)
    try handle.synchronize()
  }

  private func check(_ result: CInt) throws {
    guard result < 0 else { return }
    throw AuditFailure(description: "\(file.path) can't be written: \(String(cString: strerror(errno)))")
  }
}

extension Data {
  fileprivate init?(hex: some StringProtocol) {
    let digits = hex.compactMap(\.hexDigitValue)
    guard digits.count == hex.count, digits.count % 2 == 0 else { return nil }
    self.init(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
  }
}
