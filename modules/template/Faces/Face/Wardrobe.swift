import Crypto
import Foundation
import Kit

/// The style sheets that nginx may serve. Their addresses are salted hashes of their content: nobody can
/// guess one, and so nobody learns who is shown to whom.
struct Wardrobe: Sendable {
  let folder: URL
  let salt: String
  /// Whether this process may lay them there; a worker sends what is not there yet itself.
  let writes: Bool

  /// Writes the sheet unless it is there already; returns its address.
  func publish(_ css: String) throws -> String {
    let file = folder.appending(path: name(of: css))
    if writes, !FileManager.default.fileExists(atPath: file.path) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try AtomicFile.write(Array(css.utf8), to: file)
    }
    return address(css)
  }

  func address(_ css: String) -> String { "/static/published/\(name(of: css))" }

  func name(of css: String) -> String { digest(css, characters: 32) + ".css" }

  func digest(_ text: String, characters: Int) -> String {
    String(SHA256.hash(data: Data((salt + text).utf8)).hex.prefix(characters))
  }
}
