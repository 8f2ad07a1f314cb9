import Foundation
import Kit
import KitTesting
import Testing

@testable import Components

/// The walls between the houses, read from the sources themselves: a warm build lets an import of a
/// neighbour pass.
@Suite struct WallsTests {
  static let home = TestSite.projectFolder
  static let neighbours = Components.all.map { String("\($0)".dropLast("Module".count)) }

  @Test func housesImportKitAndNoNeighbour() throws {
    let files = try Self.sources(below: "modules")
    #expect(try files.contains { try Self.imports(of: $0).contains("Kit") })
    for file in files {
      let imports = try Self.imports(of: file)
      let own = file.pathComponents.drop { $0 != "modules" }.dropFirst().first ?? ""
      let foreign = Self.neighbours.filter { $0.lowercased() != own } + ["Components", "FastCGI"]
      #expect(
        !imports.contains { name in foreign.contains(where: name.hasPrefix) },
        "\(file.path) imports \(imports)")
    }
  }

  /// Rooms of a house count as the house. Faces and systems of the Template house know of each other what it
  /// tells them, and nobody knows it but itself.
  @Test func roomsOfTheTemplateHouseLookOneWay() throws {
    let rooms = ["Faces": Set<String>(), "Systems": [], "Exchange": ["TemplateSystems"]]
    for (room, known) in rooms {
      for file in try Self.sources(below: "modules/template/\(room)") {
        let others = try Self.imports(of: file).filter { $0.hasPrefix("Template") }
        #expect(others.isSubset(of: known), "\(file.path) imports \(others)")
      }
    }
  }

  @Test func theContractKnowsNobody() throws {
    for folder in ["Sources/Kit", "Sources/Templating"] {
      for file in try Self.sources(below: folder) {
        let imports = try Self.imports(of: file)
        #expect(imports.isDisjoint(with: Self.neighbours + ["Components"]), "\(file.path) imports \(imports)")
      }
    }
  }

  @Test func everyFolderOfModulesIsMounted() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Self.home.appending(path: "modules").path)
    #expect(Set(folders.filter { !$0.hasPrefix(".") }) == Set(Components.all.map { $0.name }))
  }

  @Test func everyRouteStandsBelowAPrefixOfItsHouse() throws {
    let site = try TestSite().site
    for house in site.houses {
      for route in house.routes {
        #expect(Self.owner(of: route.pattern) == type(of: house).name, "\(route.method) \(route.pattern)")
      }
    }
  }

  @Test func noTwoRoutesAreTheSame() throws {
    let routes = try TestSite().site.table.map { entry in
      // Parameters are the same whatever they are called.
      "\(entry.route.method) \(entry.route.pattern.replacing(/:[^\/]+/, with: ":"))"
    }
    #expect(Set(routes).count == routes.count)
  }

  /// Whoever makes no requests can't be made to request something.
  @Test func nobodyAsksOtherServers() throws {
    for file in try ["Sources", "modules"].flatMap(Self.sources) {
      let imports = try Self.imports(of: file)
      #expect(imports.isDisjoint(with: ["FoundationNetworking", "AsyncHTTPClient"]), "\(file.path)")
    }
  }

  /// curl alone, which speaks to the mail relay; `rowhouse serve`, which starts the site's own programs; and the
  /// doctor, whom nginx tells its configuration.
  @Test func onlyTheMailAndTheOperatorsCommandStartAProgram() throws {
    let starting = try ["Sources", "modules"].flatMap(Self.sources).filter {
      try String(contentsOf: $0, encoding: .utf8).contains(
        /\b(?:Process\(\)|posix_spawnp?\(|execv?p?\()/)
    }
    #expect(Set(starting.map(\.lastPathComponent)) == ["Capacity.swift", "MailRelay.swift", "Program.swift"])
  }

  /// Whoever makes none out of what people type needs to escape nothing.
  @Test func noPatternIsMadeAtRunTime() throws {
    for file in try ["Sources", "modules"].flatMap(Self.sources) {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(
        !text.contains(/\b(?:Regex\(|NSRegularExpression|NSPredicate|\.regularExpression)/), "\(file.path)")
    }
    for (file, text) in try Self.scripts() {
      #expect(!text.contains(/\bnew (?:RegExp|Function)\b|\beval\(/), "\(file.path)")
    }
  }

  /// `object[key] = value` with a key from elsewhere could reach what all objects inherit.
  @Test func noScriptFillsAnObjectByAForeignKey() throws {
    for (file, text) in try Self.scripts() {
      #expect(!text.contains(/\w\[[^\]]*\]\s*=[^=>]|__proto__|Object\.setPrototypeOf/), "\(file.path)")
    }
  }

  @Test func everyLibraryIsExactAndFromAKnownPlace() throws {
    struct Resolved: Decodable {
      struct Pin: Decodable {
        struct State: Decodable { let revision, version: String }
        let identity, location: String
        let state: State
      }
      let pins: [Pin]
    }
    let pins = try JSONDecoder().decode(
      Resolved.self, from: Data(contentsOf: Self.home.appending(path: "Package.resolved"))
    ).pins
    #expect(pins.count > 10)
    let known = [
      "https://github.com/apple/", "https://github.com/swift-server/", "https://github.com/groue/",
    ]
    let inventory = try String(contentsOf: Self.home.appending(path: "SECURITY.md"), encoding: .utf8)
    for pin in pins {
      #expect(known.contains { pin.location.hasPrefix($0) } && pin.state.revision.count == 40, "\(pin)")
      #expect(
        inventory.lowercased().contains("`\(pin.identity)`"), "SECURITY.md does not name \(pin.identity)")
    }
    let manifest = try String(contentsOf: Self.home.appending(path: "Package.swift"), encoding: .utf8)
    let exact = manifest.matches(of: /\.package\(url: "[^"]*", exact:/)
    #expect(exact.count == manifest.matches(of: /\.package\(/).count)
  }

  @Test func tablesCarryTheirHousesName() throws {
    for house in Components.all {
      for migration in house.migrations {
        #expect(migration.name.hasPrefix("\(house.name)."))
        for match in migration.sql.matches(of: /CREATE TABLE (?:IF NOT EXISTS )?(\w+)/) {
          #expect(match.1.hasPrefix("\(house.name)_"), "\(migration.name) makes \(match.1)")
        }
      }
    }
  }

  @Test func filesAreShortAndNamedByConcept() throws {
    let vague = ["Manager", "Helper", "Util", "Common", "Misc", "Core"]
    for file in try ["Sources", "modules", "Tests"].flatMap(Self.sources) {
      let lines = try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false
      ).count
      #expect(lines <= 300, "\(file.path) has \(lines) lines")
      let name = file.deletingPathExtension().lastPathComponent
      #expect(!vague.contains { name.hasSuffix($0) || name.hasSuffix("\($0)s") }, "\(file.path)")
    }
  }

  /// The house with the longest prefix of a path.
  private static func owner(of path: String) -> String? {
    Components.all.flatMap { house in house.prefixes.map { (house.name, $0) } }
      .filter { path == $0.1 || path.hasPrefix($0.1 + "/") }
      .max { $0.1.count < $1.1.count }?.0
  }

  static func sources(below folder: String) throws -> [URL] {
    let found = FileManager.default.enumerator(
      at: home.appending(path: folder), includingPropertiesForKeys: nil)
    return (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }

  private static func scripts() throws -> [(URL, String)] {
    let found = FileManager.default.enumerator(at: home, includingPropertiesForKeys: nil)
    let files = (found?.allObjects ?? []).compactMap { $0 as? URL }
    return try files.filter {
      $0.pathExtension == "js" && $0.path.contains("/static/") && !$0.path.contains("/.build/")
    }
    .map { ($0, try String(contentsOf: $0, encoding: .utf8)) }
  }

  private static func imports(of file: URL) throws -> Set<String> {
    let text = try String(contentsOf: file, encoding: .utf8)
    let matches = text.matches(of: /(?m)^\s*(?:@\w+\s+|public |internal |private )*import (?:\w+ )?(\w+)/)
    return Set(matches.map { String($0.1) })
  }
}
