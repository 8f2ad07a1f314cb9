import Foundation
import Kit
import Synchronization
import Templating

/// What this process shows: the last good snapshot, what is wrong with files that are newer, and the
/// appearances made so far.
package final class Stage: Sendable {
  private struct State {
    package var snapshot: Snapshot
    package var watch: FileWatch
    var problems: [FileProblem]
    var unkept: FileProblem?
    var lastLook = Moment(milliseconds: 0)
    var isLooking = false
    package var isWatched = false
    var cast: Cast?
    /// Up to which the files were looked at.
    var publications: Int?
    var appearances: [Key: Appearance] = [:]
    var choices: [Cast.Circle: FaceChoices] = [:]
    var toldFailures: Set<String> = []

    /// A switch that somebody may not see leaves what they see: making it anew would take time that is felt.
    mutating func take(_ cast: Cast) {
      let isSame = self.cast.map {
        $0.openFaces == cast.openFaces && $0.circle.isOfSameRoster(as: cast.circle)
      }
      if isSame != true { choices = [:] }
      self.cast = cast
    }

    mutating func keep(_ appearance: Appearance, for key: Key) {
      if appearances.count >= 500 { appearances = [:] }
      appearances[key] = appearance
    }
  }

  /// All that an appearance is made of, beside the snapshot.
  private struct Key: Hashable {
    /// Who is seen fronting: all who see the same share an appearance.
    let seen: [Wearer]
    let wish: Wish
    let wearsTogether: Bool
    /// What the house wears whoever fronts.
    let decided: String?
  }

  let roots: Roots
  let store: SnapshotStore
  let bases: BaseStore
  /// Whether this process keeps snapshots and sheets on disk; the others show what they hold in memory.
  private let writes: Bool
  private let published: URL
  private let state: Mutex<State>
  /// The designs that were tried on last.
  private let fittings = Mutex<[(name: String, fitting: Fitting)]>([])

  package init(_ settings: Settings, writes: Bool = true) {
    self.writes = writes
    roots = Roots(settings)
    published = settings.published
    let name = Roots.house
    let store = SnapshotStore(folder: settings.guarded(of: name).appending(path: "snapshots"))
    self.store = store
    bases = BaseStore(folder: settings.data(of: name).appending(path: "bases"))
    var loader = SnapshotLoader(roots, previous: nil, isTried: store.has)
    let snapshot = loader.load()
    let good = loader.problems.isEmpty ? snapshot : Self.last(store, insteadOf: snapshot, loader.problems)
    state = Mutex(State(snapshot: good, watch: loader.tree.watch, problems: loader.problems))
  }

  /// The one that was good before the files were broken, unless it belongs to another version of the program.
  private static func last(
    _ store: SnapshotStore, insteadOf broken: Snapshot, _ problems: [FileProblem]
  ) -> Snapshot {
    guard let archive = store.last() else { return broken }
    let isOwnFault = problems.allSatisfy { $0.file.hasPrefix("site/") }
    guard !isOwnFault || archive.ships(like: SnapshotArchive(broken)) else { return broken }
    var loader = SnapshotLoader(archive)
    let snapshot = loader.load()
    return loader.problems.isEmpty ? snapshot : broken
  }

  package var snapshot: Snapshot { state.withLock { $0.snapshot } }

  /// Whether any of these has not been told of since the snapshot came.
  func isNews(_ failures: [String], of snapshot: Snapshot) -> Bool {
    state.withLock { state in
      guard state.snapshot.generation == snapshot.generation else { return false }
      let before = state.toldFailures.count
      state.toldFailures.formUnion(failures)
      return state.toldFailures.count > before
    }
  }

  /// A design tried on over the files as they are: once, however many pages it is then seen on.
  func fitting(_ design: FaceDesign, _ face: String) -> Fitting {
    let snapshot = snapshot
    let name = "\(snapshot.generation) \(face) \(design.hash)"
    if let known = fittings.withLock({ $0.first { $0.name == name } }) { return known.fitting }
    let fitting = Fitting(design, as: face, in: snapshot)
    fittings.withLock { $0 = [(name, fitting)] + $0.prefix(3) }
    return fitting
  }

  /// What keeps the newest files from being shown.
  var problems: [FileProblem] { state.withLock { $0.problems } }

  /// Why a restart would not find the newest snapshot.
  var unkept: FileProblem? {
    guard !writes else { return state.withLock { $0.unkept } }
    return store.has(snapshot.generation)
      ? nil : FileProblem("snapshots", "Background work has not kept it yet. Look again in a moment.")
  }

  func appearance(for cast: Cast, _ wish: Wish, now: Moment) -> Appearance {
    let decided = cast.houseFaces[wish.house]
    look(cast, now, isBare: cast.seen.isEmpty && decided == nil && wish.look.isBare)
    return state.withLock { state in
      state.take(cast)
      let dressing = dressing(state.snapshot, cast)
      var wish = wish
      if decided == nil { wish.house = "" }
      wish.settle(for: choices(&state, dressing), ships: state.snapshot.isAsShipped)
      let key = Key(seen: cast.seen, wish: wish, wearsTogether: cast.wearsTogether, decided: decided)
      if let known = state.appearances[key] { return known }
      let made = dressing.appearance(wish)
      if made.isWhole { state.keep(made, for: key) }
      return made
    }
  }

  /// At the files, if a face was published or nobody else looks. Who wears none waits for none that was
  /// published: the thread that watches comes to it.
  private func look(_ cast: Cast, _ now: Moment, isBare: Bool) {
    let isPublished = state.withLock { $0.publications != cast.publications }
    guard !isWatched || isPublished && !isBare else { return }
    follow(now, atOnce: isPublished)
    state.withLock { $0.publications = cast.publications }
  }

  private func choices(_ state: inout State, _ dressing: Dressing) -> FaceChoices {
    if let known = state.choices[dressing.cast.circle] { return known }
    let choices = dressing.choices
    state.choices[dressing.cast.circle] = choices
    return choices
  }

  private func dressing(_ snapshot: Snapshot, _ cast: Cast) -> Dressing {
    Dressing(snapshot: snapshot, cast: cast, wardrobe: wardrobe(cast))
  }

  func wardrobe(_ cast: Cast) -> Wardrobe {
    Wardrobe(folder: published, salt: cast.salt, writes: writes)
  }

  /// The ids of the faces of those who follow the front, by house.
  package func ids(_ cast: Cast, in other: Snapshot? = nil) -> [String: String] {
    dressing(other ?? snapshot, cast).ids
  }
}

// MARK: - Following the files

extension Stage {
  /// How often files are looked at, in milliseconds.
  private static let pause: Int64 = 300

  package var isWatched: Bool { state.withLock { $0.isWatched } }

  /// Takes up what has changed on disk, whole or not at all. Where a thread watches, requests need not look.
  func follow(_ now: Moment, atOnce: Bool = false) {
    guard let before = begin(now, atOnce) else { return }
    defer { state.withLock { $0.isLooking = false } }
    guard before.watch.hasChanged, atOnce || !before.watch.isUnsettled(at: now) else { return }
    var loader = SnapshotLoader(roots, previous: before.snapshot, isTried: store.has)
    let snapshot = loader.load()
    // Changed again while it was read: a mixture of two.
    guard !loader.tree.watch.hasChanged else { return }
    take(snapshot, loader.tree.watch, loader.problems)
    if loader.problems.isEmpty { keep() }
  }

  /// Looks at once, and again if somebody else was looking meanwhile.
  func catchUp(_ now: Moment) {
    for _ in 0..<200 {
      follow(now, atOnce: true)
      guard state.withLock({ $0.watch }).hasChanged else { return }
      usleep(10_000)
    }
  }

  /// Looks for ever, in a thread of its own, and does `beside` each time: a worker's requests never wait for a
  /// snapshot.
  package func watch(beside: @escaping @Sendable (Moment) -> Void) {
    beWatched()
    let thread = Thread { [self] in
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)  // signals are for the thread that answers
      if problems.isEmpty { keep() }
      while true {
        follow(.now, atOnce: false)
        beside(.now)
        usleep(UInt32(Self.pause) * 1000)
      }
    }
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// From here on somebody else looks, and requests need not.
  func beWatched() { state.withLock { $0.isWatched = true } }

  /// Keeps the snapshot for a restart.
  func keep() {
    guard writes else { return }
    let snapshot = snapshot
    do {
      try store.keep(snapshot)
      try bases.keep(BasedOverride.all(snapshot.files), drafts: FaceShelf.drafts(roots))
    } catch {
      let problem = error as? FileProblem ?? FileProblem("snapshots", "\(error)")
      state.withLock { $0.unkept = problem }
      return
    }
    state.withLock { $0.unkept = nil }
  }

  /// nil while it is not time, or somebody else is looking.
  private func begin(_ now: Moment, _ atOnce: Bool) -> (watch: FileWatch, snapshot: Snapshot)? {
    state.withLock { state in
      let age = now.milliseconds - state.lastLook.milliseconds
      guard !state.isLooking, atOnce || age < 0 || age >= Self.pause else { return nil }
      (state.isLooking, state.lastLook) = (true, now)
      return (state.watch, state.snapshot)
    }
  }

  private func take(_ snapshot: Snapshot, _ watch: FileWatch, _ problems: [FileProblem]) {
    state.withLock { state in
      (state.watch, state.problems) = (watch, problems)
      guard problems.isEmpty else { return }
      state.snapshot = snapshot
      state.toldFailures = []
      (state.cast, state.appearances, state.choices) = (nil, [:], [:])
    }
  }
}
