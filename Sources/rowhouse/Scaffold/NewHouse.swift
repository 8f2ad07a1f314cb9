import ArgumentParser
import Foundation
import Kit

struct NewHouse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Writes a house that builds, passes its test and works.")

  @Argument(help: "One word in small letters: polls.") var name: String

  func run() throws {
    let plan = try HousePlan(name, in: Settings.load().home)
    guard !FileManager.default.fileExists(atPath: plan.folder.path) else {
      throw Refusal("there is a house called \(name) already")
    }
    try plan.build()
    try confirm(
      """
      modules/\(name) is there, with a page, a table, a form and a test. Now:
        swift test --filter \(plan.target)Tests
        make run        and look at /\(name)
      The walk over all routes asks for a line for each of its two: WalkExpectations.swift in Tests.
      Its migration wants one in ShippedMigrations.swift, and docs/schema.sql its table: make schema.
      """)
  }
}

struct RemoveHouse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Takes away what new wrote. What it keeps in the databases stays.")

  @Argument(help: "The house's name.") var name: String
  @Flag(help: "Even if its files were changed since.") var force = false

  func run() throws {
    let plan = try HousePlan(name, in: Settings.load().home)
    if !force, let changed = try plan.changedFile() {
      throw Refusal("\(changed) is not as module new wrote it; --force removes it all the same")
    }
    try plan.demolish()
    try confirm(
      "\(name) is gone from the sources; its tables in app.db stay. Build again, then start the site anew"
    )
  }
}
