import Foundation

/// Where a house stands and what mounts it: one word in Package.swift, two lines in Components.swift.
struct HousePlan {
  let name: String
  /// `Polls`: the target's name.
  let target: String
  private let home: URL

  /// Throws `Refusal` for what can't be a house's name.
  init(_ name: String, in home: URL) throws {
    guard name.wholeMatch(of: /[a-z][a-z0-9]{1,31}/) != nil, !Self.taken.contains(name) else {
      throw Refusal("\(name) can't be a house's name; it must be one new word in small letters")
    }
    guard FileManager.default.fileExists(atPath: home.appending(path: "Package.swift").path) else {
      throw Refusal("\(home.path) holds no sources; run this where Package.swift is")
    }
    self.name = name
    target = name.prefix(1).uppercased() + name.dropFirst()
    self.home = home
  }

  /// Targets, folders and addresses that are somebody else's.
  private static let taken: Set<String> = [
    "admin", "forums", "rtc", "template", "templating", "kit", "kittesting", "components", "fastcgi", "web",
    "live", "jobs", "rowhouse", "cfastcgi", "cmarkdown", "czlib", "pictures", "zip", "templatefaces",
    "templatesystems",
    "templateexchange", "templatetesting", "css", "js", "img", "fonts", "published", "account",
    "setup", "healthz", "protected", "static",
  ]

  var folder: URL { home.appending(path: "modules/\(name)") }
  private var tests: URL { home.appending(path: "Tests/\(target)Tests") }
  private var files: [String: String] { HouseFiles(name: name, target: target).all }

  func build() throws {
    for (path, text) in try files.merging(mounted(), uniquingKeysWith: { $1 }) {
      try write(text, to: home.appending(path: path))
    }
    let uploads = folder.appending(path: "data/uploads").path
    try FileManager.default.createSymbolicLink(
      atPath: uploads, withDestinationPath: "../../../data/uploads")
  }

  /// Package.swift and Components.swift with the house in them. Refuses before anything is written.
  private func mounted() throws -> [String: String] {
    let package = try read("Package.swift")
      .replacing(/(let houses = \[[^\]]*)\]/) { "\($0.1), \"\(target)\"]" }
    let components = try read("Sources/Components/Components.swift")
      .replacing("import Template\n", with: "import Template\n\(importLine)", maxReplacements: 1)
      .replacing("\n  ]\n}", with: "\n\(mountLine)  ]\n}", maxReplacements: 1)
    guard package.contains("\"\(target)\"]"), components.contains(importLine), components.contains(mountLine)
    else {
      throw Refusal("Package.swift or Components.swift lists its houses in a way I don't know")
    }
    return ["Package.swift": package, "Sources/Components/Components.swift": sortingImports(components)]
  }

  func demolish() throws {
    try edit("Package.swift") { $0.replacing(", \"\(target)\"", with: "") }
    try edit("Sources/Components/Components.swift") {
      $0.replacing(importLine, with: "").replacing(mountLine, with: "")
    }
    for place in [folder, tests] where FileManager.default.fileExists(atPath: place.path) {
      try FileManager.default.removeItem(at: place)
    }
  }

  /// The first file that differs from what `build` writes, or that it never wrote.
  func changedFile() throws -> String? {
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw Refusal("there is no house called \(name)")
    }
    let expected = files
    return [folder, tests].flatMap(regularFiles).first { path in
      // What can't be read as text was not written by us.
      let text = try? String(contentsOf: home.appending(path: path), encoding: .utf8)
      return text == nil || text != expected[path]
    }
  }

  private func regularFiles(below place: URL) -> [String] {
    let found = FileManager.default.enumerator(at: place, includingPropertiesForKeys: [.isRegularFileKey])
    return (found?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .map { String($0.standardizedFileURL.path.dropFirst(home.standardizedFileURL.path.count + 1)) }.sorted()
  }

  private var importLine: String { "import \(target)\n" }
  private var mountLine: String { "    \(target)Module.self,\n" }

  /// `swift format --lint` wants imports in order.
  private func sortingImports(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let imports = lines.prefix { $0.hasPrefix("import ") }
    return (imports.sorted() + lines.dropFirst(imports.count)).joined(separator: "\n")
  }

  private func read(_ path: String) throws -> String {
    try String(contentsOf: home.appending(path: path), encoding: .utf8)
  }

  private func write(_ text: String, to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  private func edit(_ path: String, _ change: (String) -> String) throws {
    try write(change(read(path)), to: home.appending(path: path))
  }
}
