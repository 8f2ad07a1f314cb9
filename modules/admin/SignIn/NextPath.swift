import Kit

/// Where somebody goes after signing in: a path of this site, whatever the address asked for.
enum NextPath {
  static func of(_ asked: String?) -> String {
    guard let asked, asked.utf8.count <= 2000, let path = encoded(asked) else { return "/" }
    let bytes = Array(path.utf8)
    // Browsers read // and /\ as the beginning of another host.
    guard bytes.first == slash, bytes.dropFirst().first.map({ $0 != slash && $0 != backslash }) ?? true,
      !["/sign-in", "/sign-up", "/sign-out", "/setup"].contains(where: path.hasPrefix)
    else { return "/" }
    return path
  }

  /// The query that takes the path along between the pages of signing in and up; nil where there is none.
  static func query(_ next: String) -> String? { next == "/" ? nil : "next=\(Percent.encode(next))" }

  private static let slash = UInt8(ascii: "/")
  private static let backslash = UInt8(ascii: "\\")

  /// The path percent-encoded; nil for control characters, which browsers drop before they look for the host.
  private static func encoded(_ text: String) -> String? {
    var path = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F: return nil
      case 0x21..<0x7F: path.unicodeScalars.append(scalar)
      default: path += Percent.encode(String(scalar))
      }
    }
    return path
  }
}
