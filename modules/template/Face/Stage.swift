import Foundation
import Kit
import Synchronization

/// What this process shows: the last good snapshot, what is wrong with files that are newer, and the
/// appearances made so far. Looks at the disk once a second at most.
final class Stage: Sendable {
  private struct State {
    var snapshot: Snapshot
    var watch: FileWatch
    var problems: [FileProblem]
    var lastLook = Moment(milliseconds: 0)
    var system: SiteSystem?
    var appearances: [Key: Appearance] = [:]
  }

  private struct Key: Hashable {
    /// Who is seen fronting: all who see the same share an appearance, whatever they are to the system.
    let seen: [Int64]
    let look: Look
  }

  let roots: Roots
  private let published: URL
  private let state: Mutex<State>

  init(_ settings: Settings) {
    roots = Roots(settings)
    published = settings.published
    var loader = SnapshotLoader(roots, previous: nil)
    let snapshot = loader.load()
    state = Mutex(State(snapshot: snapshot, watch: loader.tree.watch, problems: loader.problems))
  }

  var snapshot: Snapshot { state.withLock { $0.snapshot } }
  /// What keeps the newest files from being shown.
  var problems: [FileProblem] { state.withLock { $0.problems } }

  func appearance(
    for onlooker: Onlooker, look: Look, _ system: SiteSystem, now: Moment
  ) -> Appearance {
    state.withLock { state in
      follow(&state, now)
      if state.system != system { (state.system, state.appearances) = (system, [:]) }
      let seen = system.front.seen(by: onlooker)
      let key = Key(seen: seen.map(\.id), look: look)
      if let known = state.appearances[key] { return known }
      let made = dressing(state.snapshot, system).appearance(showing: seen, look: look)
      if made.isWhole { state.appearances[key] = made }
      return made
    }
  }

  /// Takes up what has changed on disk, whole or not at all.
  private func follow(_ state: inout State, _ now: Moment) {
    let age = now.milliseconds - state.lastLook.milliseconds
    guard age < 0 || age >= 1000 else { return }
    state.lastLook = now
    guard state.watch.hasChanged else { return }
    var loader = SnapshotLoader(roots, previous: state.snapshot)
    let snapshot = loader.load()
    (state.watch, state.problems) = (loader.tree.watch, loader.problems)
    guard loader.problems.isEmpty else { return }
    (state.snapshot, state.appearances) = (snapshot, [:])
  }

  private func dressing(_ snapshot: Snapshot, _ system: SiteSystem) -> Dressing {
    Dressing(
      snapshot: snapshot, system: system, wardrobe: Wardrobe(folder: published, salt: system.salt))
  }

  /// The id of the face of those who follow the front.
  func id(_ system: SiteSystem, for onlooker: Onlooker) -> String {
    dressing(snapshot, system).id(for: onlooker)
  }
}
