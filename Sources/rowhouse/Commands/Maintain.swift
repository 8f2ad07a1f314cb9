import ArgumentParser
import Components
import Foundation

struct Maintain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Daily housekeeping: statistics for the query planner, checkpoints, a quick check of each file."
  )

  func run() throws {
    let site = try openSite()
    let checkpoints = Checkpoints(site.settings)
    for file in checkpoints.databases {
      let verdict = try Upkeep.tidy(file)
      guard verdict == "ok" else { throw Refusal("\(file.path) is damaged: \(verdict)") }
      tell("\(file.lastPathComponent): ok")
    }
    try checkpoint(checkpoints)
  }

  /// The owner of checkpoints does this by itself all day; where it doesn't run, somebody has to.
  private func checkpoint(_ checkpoints: Checkpoints) throws {
    var failure: (file: URL, error: any Error)?
    let done = try checkpoints.ownIfFree {
      checkpoints.turn(all: true) { failure = ($0, $1) }
    }
    if let failure { throw Refusal("checkpoint of \(failure.file.path): \(failure.error)") }
    tell(done ? "checkpoints: done" : "checkpoints: rowhouse-jobs does them")
  }
}
