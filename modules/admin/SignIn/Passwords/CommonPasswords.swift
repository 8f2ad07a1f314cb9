import Foundation

/// The 10,000 passwords of at least eight characters that leaked most often. They are looked for in the
/// file, so that a worker that never sees a new password never reads them.
enum CommonPasswords {
  static func isAmong(_ password: String, in home: URL) throws -> Bool {
    let line = password.lowercased()
    guard !line.contains("\n") else { return false }
    let list = try Data(contentsOf: home.appending(path: "modules/admin/passwords/common.txt"))
    return list.range(of: Data("\n\(line)\n".utf8)) != nil
  }
}
