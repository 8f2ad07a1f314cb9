import Foundation

/// Writes a new house into these sources, or takes one away: `swift run scaffold new polls`. It needs nothing
/// that has to be built first. Exits 0, 1 if it refuses, or 64 (EX_USAGE).
let words = CommandLine.arguments.dropFirst()
let names = words.filter { $0 != "--force" }
let home = URL(filePath: FileManager.default.currentDirectoryPath)

do {
  switch (names.first, names.dropFirst().first, names.count) {
  case ("new", let name?, 2):
    let house = try NewHouse(name, in: home)
    try house.build()
    print(
      """
      modules/\(name) is there, with a table, two pages, a form and tests. Now:
        make schema                     writes down its migration and its table
        make test-one OF=\(house.target)
        make try                        and look at http://localhost:8080/\(name)
      """)
  case ("remove", let name?, 2):
    try NewHouse(name, in: home).demolish(evenIfChanged: words.contains("--force"))
    print("\(name) is gone from the sources; its tables in app.db stay. Then: make schema")
  default:
    print("scaffold new NAME, or scaffold remove NAME [--force]")
    exit(64)
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
