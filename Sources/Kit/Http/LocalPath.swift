/// Where a form leads back to: a page of this site.
public enum LocalPath {
  /// The front page instead of what leads elsewhere: what begins with two slashes, or holds a backslash.
  public static func checked(_ path: String) -> String {
    let isOurs = path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
    return isOurs && path.utf8.allSatisfy { $0 > 32 && $0 < 127 } ? path : "/"
  }
}
