import Foundation

/// A folder in memory, where a full or broken disk does not matter.
enum MemoryFolder {
  /// Ours alone in the memory that all users share, named after another folder. Nil where there is none, or where
  /// somebody else has made it.
  static func make(for folder: URL) -> URL? {
    let name = folder.path.replacing("-", with: "--").replacing("/", with: "-")
    let place = URL(filePath: "/dev/shm/rowhouse\(name)")
    guard holds(place) else { return nil }
    return mkdir(place.path, 0o700) == 0 || (errno == EEXIST && isOurs(place)) ? place : nil
  }

  /// Whether what is put there lies in memory: on a tmpfs, as the kernel's table of mounts says (proc(5)).
  static func holds(_ place: URL) -> Bool {
    let folder = place.deletingLastPathComponent().resolvingSymlinksInPath().path
    let table = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
    // The deepest, and of those in one place the last.
    var deepest: (point: String, kind: String) = ("", "")
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count > 2, isWithin(folder, words[1]) else { continue }
      if words[1].utf8.count >= deepest.point.utf8.count { deepest = (words[1], words[2]) }
    }
    return deepest.kind == "tmpfs"
  }

  private static func isWithin(_ folder: String, _ point: String) -> Bool {
    point == "/" || folder == point || folder.hasPrefix(point + "/")
  }

  private static func isOurs(_ place: URL) -> Bool {
    var status = stat()
    return lstat(place.path, &status) == 0 && status.st_mode & ~0o2000 == S_IFDIR | 0o700
      && status.st_uid == geteuid()
  }
}
