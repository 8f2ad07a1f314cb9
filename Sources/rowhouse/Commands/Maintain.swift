import ArgumentParser
import Components
import Foundation
import GRDB
import Kit

struct Maintain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Daily housekeeping: statistics for the query planner, checkpoints, a quick check of each file.",
    discussion: "Every file is looked at, whatever the others say. Exits with 0 if all are whole.")

  func run() throws {
    let settings = try Settings.loadAsOwner()
    let site = Result { try openSite() }
    let unwell = try Checkpoints(settings).databases.filter { try !isWell($0) }
    // One that can't be opened is among them; otherwise it says why by itself.
    let failed = try unwell.isEmpty ? checkpoint(Checkpoints(site.get())) : []
    guard unwell.isEmpty, failed.isEmpty else {
      throw Refusal("not well, see above: \((unwell + failed).map(\.path).joined(separator: ", "))")
    }
  }

  /// Says what it found.
  private func isWell(_ file: URL) throws -> Bool {
    let verdict: String
    do { verdict = try Upkeep.tidy(file) } catch let error as DatabaseError {
      verdict = error.message ?? "\(error.resultCode)"
    } catch {
      verdict = "\(error)"
    }
    try tell("\(file.lastPathComponent): \(verdict)")
    return verdict == "ok"
  }

  /// The owner of checkpoints does this by itself all day; where it doesn't run, somebody has to. The files
  /// that it failed with.
  private func checkpoint(_ checkpoints: Checkpoints) throws -> [URL] {
    var failed: [(file: URL, error: any Error)] = []
    let done = try checkpoints.ownIfFree {
      checkpoints.turn(all: true) { file, error, _ in failed.append((file, error)) }
    }
    for (file, error) in failed { try tell("checkpoint of \(file.lastPathComponent): \(error)") }
    try tell(done ? "checkpoints: done" : "checkpoints: rowhouse-jobs does them")
    return failed.map(\.file)
  }
}
