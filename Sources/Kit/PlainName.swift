import Foundation

extension URL {
  /// A file directly in this folder. Where its name comes from a database, a web worker may have written it: one
  /// that would lead elsewhere is refused, since `rowhouse-jobs` may write where no worker can.
  public func file(named name: String) throws -> URL {
    guard !["", ".", ".."].contains(name), !name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == 0 })
    else { throw PlainNameError() }
    return appending(path: name)
  }
}

/// Says nothing of the name, which may be anybody's words.
public struct PlainNameError: Error, CustomStringConvertible {
  public let description = "a name in the database leads out of its folder"
}
