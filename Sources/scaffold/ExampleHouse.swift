import Foundation

/// The house in `Sources/scaffold/example`, under another name.
struct ExampleHouse {
  let name: String
  let target: String
  let folder: URL

  init(named name: String, target: String, in home: URL) {
    (self.name, self.target) = (name, target)
    folder = home.appending(path: "Sources/scaffold/example")
  }

  /// Texts by where they belong.
  func files() throws -> [String: String] {
    var found: [String: String] = [:]
    for (part, place) in parts {
      let part = folder.appending(path: part)
      for path in try FileManager.default.subpathsOfDirectory(atPath: part.path) {
        guard let text = try? String(contentsOf: part.appending(path: path), encoding: .utf8) else {
          continue  // a folder
        }
        found["\(place)/\(renamed(path))"] = renamed(text)
      }
    }
    return found
  }

  private var parts: [(String, String)] {
    [
      ("module", "modules/\(name)"), ("tests", "Tests/\(target)Tests"),
      ("walk", "Tests/ComponentsTests/Walk"),
    ]
  }

  private func renamed(_ text: String) -> String {
    text.replacing("example", with: name).replacing("Example", with: target)
  }
}
