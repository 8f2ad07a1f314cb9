import Foundation
import Kit

/// A file of the site that its services can't use, or that others can.
public struct FileFault {
  public let path: String
  /// What is wrong, and what to type.
  public let words: String

  /// Whatever lies below the data folder, the run folder and the houses' own, but for what nginx keeps there.
  public static func all(in settings: Settings, of owner: DataOwner) -> [FileFault] {
    folders(of: settings).flatMap { folder in
      ([folder] + below(folder, sparing: nginx(settings))).compactMap { FileFault($0, of: owner) }
    }
  }

  private static func folders(of settings: Settings) -> [URL] {
    let all = [settings.data, settings.run] + Components.all.map { settings.data(of: $0.name) }
    return all.filter { folder in
      folder == settings.data || !folder.path.hasPrefix(settings.data.path + "/")
    }.filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// Made by nginx, as its own user and behind folders that are closed.
  private static func nginx(_ settings: Settings) -> Set<String> {
    [
      settings.logs.path, settings.data.appending(path: "nginx-cache").path,
      settings.run.appending(path: "nginx").path,
    ]
  }

  private static func below(_ folder: URL, sparing spared: Set<String>) -> [URL] {
    guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
      return []
    }
    var files: [URL] = []
    while let file = found.nextObject() as? URL {
      if spared.contains(file.path) { found.skipDescendants() } else { files.append(file) }
    }
    return files
  }

  /// Nil for a file that is as it should be, or has just gone. Folders may be passed through.
  private init?(_ file: URL, of owner: DataOwner) {
    var status = stat()
    guard lstat(file.path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK else { return nil }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    let path = "'\(file.path.replacing("'", with: "'\\''"))'"
    self.path = file.path
    if status.st_uid != owner.uid {
      words = "belongs to \(DataOwner.name(of: status.st_uid)); type: chown \(owner.name): \(path)"
    } else if status.st_mode & (isFolder ? 0o006 : 0o007) != 0 {
      words = "is open to others; type: chmod \(isFolder ? "o-rw" : "o-rwx") \(path)"
    } else if status.st_mode & 0o600 != 0o600 {
      words = "can't be written by its owner; type: chmod u+rw \(path)"
    } else {
      return nil
    }
  }
}
