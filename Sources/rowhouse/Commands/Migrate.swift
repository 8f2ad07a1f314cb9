import ArgumentParser

struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Brings all databases to this version's schema.",
    discussion: "Every program does so by itself when it starts; an upgrade does it once, before them.")

  func run() throws {
    _ = try openSite()
    try confirm("all databases are up to date")
  }
}
