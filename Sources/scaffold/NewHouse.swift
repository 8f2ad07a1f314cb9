import Foundation

/// Where a house stands, and what mounts it.
struct NewHouse {
  let name: String
  /// `Polls`: the target's name.
  let target: String
  private let home: URL
  private let example: ExampleHouse

  /// Throws `Refusal` for what can't be a house's name.
  init(_ name: String, in home: URL) throws {
    guard name.wholeMatch(of: /[a-z][a-z0-9]{1,31}/) != nil, !Self.taken.contains(name) else {
      throw Refusal("\(name) can't be a house's name; it must be one new word in small letters")
    }
    guard FileManager.default.fileExists(atPath: home.appending(path: "Sources/scaffold").path) else {
      throw Refusal("\(home.path) holds no sources; run this where Package.swift is")
    }
    self.name = name
    self.home = home
    target = name.prefix(1).uppercased() + name.dropFirst()
    example = ExampleHouse(named: name, target: target, in: home)
  }

  /// Targets, folders and addresses that are somebody else's.
  private static let taken: Set<String> = [
    "admin", "forums", "rtc", "template", "templating", "kit", "kittesting", "components", "fastcgi", "web",
    "live", "jobs", "rowhouse", "scaffold", "example", "pictures", "zip", "templatefaces", "templatesystems",
    "templateexchange", "templatetesting", "cfastcgi",
    "cmarkdown", "czlib", "css", "js", "img",
    "fonts", "published", "account", "setup", "healthz", "protected", "static",
  ]

  private static let migrations = "docs/migrations.txt"

  private func insertions() throws -> [Insertion] {
    let components = "Sources/Components/Components.swift"
    let walk = "Tests/ComponentsTests/Walk"
    return try [
      Insertion(path: "Package.swift", text: ", \"\(target)\"", anchor: "]\n\n/// What a house needs"),
      Insertion(path: components, text: importLine, anchor: nextImport(in: read(components))),
      Insertion(path: components, text: "    \(target)Module.self,\n", anchor: "  ]\n}"),
      Insertion(
        path: "\(walk)/WalkExpectations.swift", text: " + \(name)Expectations", anchor: "faceExpectations",
        isAfter: true),
      Insertion(
        path: "\(walk)/WalkedThings.swift",
        text:
          "    case \"/\(name)/note/\": try owned(thing, person) { try self.\(name)Note(of: $0) }\n",
        anchor: "    default: throw Unknown"),
    ]
  }

  private var importLine: String { "import \(target)\n" }

  /// `swift format` wants imports in order.
  private func nextImport(in text: String) -> String {
    let imports = text.split(separator: "\n").filter { $0.hasPrefix("import ") }.map { "\($0)\n" }
    return imports.first { $0 > importLine } ?? "\n/// The houses"
  }

  func build() throws {
    guard !FileManager.default.fileExists(atPath: folder.path) else {
      throw Refusal("there is a house called \(name) already")
    }
    // Whatever may be refused is refused before anything is written.
    let mounted = try insertions().reduce(into: [String: String]()) { texts, insertion in
      let text = try texts[insertion.path] ?? read(insertion.path)
      texts[insertion.path] = try insertion.added(to: text)
    }
    for (path, text) in try files().merging(mounted, uniquingKeysWith: { $1 }) { try write(text, to: path) }
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: "data/uploads").path, withDestinationPath: "../../../data/uploads")
  }

  func demolish(evenIfChanged: Bool) throws {
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw Refusal("there is no house called \(name)")
    }
    if !evenIfChanged, let changed = try changedFile() {
      throw Refusal("\(changed) is not as it was written; --force removes it all the same")
    }
    for insertion in try insertions() {
      try write(insertion.removed(from: read(insertion.path)), to: insertion.path)
    }
    let migrations = try read(Self.migrations).split(separator: "\n").filter { !$0.contains(" \(name).") }
    try write(migrations.joined(separator: "\n") + "\n", to: Self.migrations)
    for path in try files().keys { try FileManager.default.removeItem(at: home.appending(path: path)) }
    for place in [folder, tests] where FileManager.default.fileExists(atPath: place.path) {
      try FileManager.default.removeItem(at: place)
    }
  }
}

extension NewHouse {
  fileprivate var folder: URL { home.appending(path: "modules/\(name)") }
  fileprivate var tests: URL { home.appending(path: "Tests/\(target)Tests") }

  fileprivate func files() throws -> [String: String] {
    try example.files()
  }

  /// The first file that differs from what `build` writes, or that it never wrote.
  private func changedFile() throws -> String? {
    let expected = try files()
    let there = Set([folder, tests].flatMap(regularFiles)).union(expected.keys)
    return there.sorted().first { (try? read($0)) != expected[$0] }
  }

  private func regularFiles(below place: URL) -> [String] {
    let found = FileManager.default.enumerator(at: place, includingPropertiesForKeys: [.isRegularFileKey])
    return (found?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .map { String($0.standardizedFileURL.path.dropFirst(home.standardizedFileURL.path.count + 1)) }
  }

  fileprivate func read(_ path: String) throws -> String {
    try String(contentsOf: home.appending(path: path), encoding: .utf8)
  }

  fileprivate func write(_ text: String, to path: String) throws {
    let file = home.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
}
