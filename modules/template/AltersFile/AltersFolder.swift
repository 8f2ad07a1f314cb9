import Foundation
import Kit

/// The folder of alters.csv: the file, its lock, and what was set aside.
struct AltersFolder: Sendable {
  let folder: URL

  var file: URL { folder.appending(path: AltersFile.name) }
  var lock: URL { folder.appending(path: ".\(AltersFile.name).lock") }

  /// nil if there is no file. Throws if there is one that can't be read.
  func read() throws -> [UInt8]? {
    do {
      // One byte more than allowed is enough to see that it is too many.
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }  // nothing was written
      return [UInt8](try handle.read(upToCount: AltersFile.mostBytes + 1) ?? Data())
    } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
      return nil
    } catch {
      throw AltersProblem(.unreadable)
    }
  }

  func write(_ text: String) throws { try AtomicFile.write(Array(text.utf8), to: file) }

  /// Keeps what somebody wrote when app.db knows better.
  func setAside(at now: Moment) throws {
    let name = "\(AltersFile.name).conflict-\(now.iso.replacing(":", with: ""))"
    try FileManager.default.moveItem(at: file, to: folder.appending(path: name))
  }

  var conflicts: [String] {
    // A folder that can't be listed has been complained about elsewhere.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix("\(AltersFile.name).conflict-") }.sorted()
  }
}
