import Foundation
import HTTPTypes
import Kit

/// Room for hashing passwords: half of the workers may be at it at once, over all processes, and nobody
/// waits in a worker (nginx lets people wait, see its zone `rowhouse_doors`). So a flood of sign-ins leaves
/// the other half, and the memory, to everybody else. A place is a lock file: it is free again when its
/// holder dies.
struct HashPlaces: Sendable {
  private let files: [URL]

  init(_ settings: Settings) {
    files = (0..<max(1, settings.workers / 2)).map { settings.run.appending(path: "hash-\($0).lock") }
  }

  static let full = Fault(
    .serviceUnavailable, "Many people are signing in at the moment. Please try again in a few seconds.")

  /// Throws `full` when every place is taken.
  func hold<Answer>(_ work: () throws -> Answer) throws -> Answer {
    for file in files {
      if let answer = try FileLock.holdIfFree(file, work) { return answer }
    }
    throw Self.full
  }
}
