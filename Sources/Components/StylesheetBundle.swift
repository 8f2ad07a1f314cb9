import Crypto
import Foundation
import Kit

/// All style sheets of the site in one file, named by its content: static/css in the order of order.txt,
/// then each house's own. nginx serves it below /static/published/, a worker until it lies there.
struct StylesheetBundle: Sendable {
  let name: String
  let bytes: Data
  var address: String { Site.publishedPath + name }

  init(_ settings: Settings, houses: [String]) throws {
    let css = settings.home.appending(path: "static/css")
    let names = try String(contentsOf: css.appending(path: "order.txt"), encoding: .utf8).split(
      separator: "\n")
    var files = names.map { css.appending(path: String($0)) }
    files += houses.map { settings.home.appending(path: "modules/\($0)/static/css/\($0).css") }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
    bytes = try files.reduce(into: Data()) { $0.append(try Data(contentsOf: $1)) }
    name =
      SHA256.hash(data: bytes).prefix(12).map { String($0, radix: 16).padded(to: 2) }.joined() + ".css"
  }

  func publish(in folder: URL) throws {
    let file = folder.appending(path: name)
    if !FileManager.default.fileExists(atPath: file.path) { try bytes.write(to: file, options: .atomic) }
  }
}

extension String {
  fileprivate func padded(to length: Int) -> String {
    String(repeating: "0", count: max(0, length - count)) + self
  }
}
