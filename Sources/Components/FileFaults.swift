import Foundation
import Kit

/// A file of the site that its services can't use, or that others can.
public struct FileFault {
  public let path: String
  /// What is wrong, and what to type.
  public let words: String

  /// Whatever lies below the data folder, the run folder and the houses' own, but for what is nginx's there.
  public static func all(in settings: Settings, of owner: DataOwner) -> [FileFault] {
    folders(of: settings).flatMap { folder in
      ([folder] + below(folder, sparing: settings)).compactMap { FileFault($0, of: owner) }
    }
  }

  private static func folders(of settings: Settings) -> [URL] {
    let all = [settings.data, settings.run] + Components.all.map { settings.data(of: $0.name) }
    return all.filter { folder in
      folder == settings.data || !folder.path.hasPrefix(settings.data.path + "/")
    }.filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// Made by nginx, as its own user and behind folders that are closed: of the logs only the programs' own is ours.
  private static func isNginx(_ file: URL, _ settings: Settings) -> Bool {
    file.path == settings.run.appending(path: "nginx").path
      || (file.path.hasPrefix("\(settings.logs.path)/") && !file.lastPathComponent.hasPrefix("rowhouse.log"))
  }

  private static func below(_ folder: URL, sparing settings: Settings) -> [URL] {
    guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
      return []
    }
    var files: [URL] = []
    while let file = found.nextObject() as? URL {
      if isNginx(file, settings) { found.skipDescendants() } else { files.append(file) }
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
