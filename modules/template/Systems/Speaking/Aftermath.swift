import GRDB
import Kit

extension Systems {
  /// After something was said.
  package func spoke(_ speech: Speech, _ viewer: Viewer, in space: Space, at now: Moment) throws {
    guard speech.hasConsequences, viewer.actedBy == nil, let account = viewer.account?.id else { return }
    let aftermath = try house.read { db in
      try Aftermath(of: speech, viewer, account: account, at: now, db)
    }
    // Nobody is told that it is kept, and the chat's only writer has no time to wait for the disk.
    if !aftermath.isEmpty { try house.remember { try aftermath.write($0) } }
    guard let change = aftermath.change else { return }
    try changeFront(of: account, by: Author(account: account, at: now)) { db in
      _ = try change.make(of: account, .site, actor: account, at: now, note: "", db)
    }
  }
}

/// What has to be written down because somebody spoke. Nothing, most of the time.
private struct Aftermath {
  private let voice: Voice
  private let account: Int64
  private let session: Int64
  private let now: Moment
  private let movesLatch: Bool
  private let isConsented: Bool
  private let showsPicture: Bool
  /// Who speaks is to front, where that is wanted and they don't.
  let change: FrontChange?

  var isEmpty: Bool { !movesLatch && !isConsented && !showsPicture }

  init(of speech: Speech, _ viewer: Viewer, account: Int64, at now: Moment, _ db: Database) throws {
    let settings = try SpeakingSettings.of(account, db)
    (voice, self.account, self.now) = (speech.voice, account, now)
    session = settings.session(of: viewer)
    let latch = speech.latch == .moves ? try Latch.of(account, session: session, db) : nil
    movesLatch = speech.latch == .moves && latch?.isStale(for: speech.voice, at: now) ?? true
    isConsented = speech.isConsented
    change = try settings.switching == .off ? nil : Self.change(to: voice, settings.switching, account, db)
    showsPicture = try !voice.picture.isEmpty && !StoredPicture.isSpoken(voice.picture, db)
  }

  /// nil too for who fronts elsewhere: the site's own system is switched by those who may.
  private static func change(
    to voice: Voice, _ switching: SpeakingSettings.Switching, _ account: Int64, _ db: Database
  ) throws -> FrontChange? {
    guard let alter = voice.alter, try Alter.roster(of: account, db).contains(where: { $0.id == alter })
    else { return nil }
    let live = try Span.live(of: account, db).map(\.alterId)
    switch switching {
    case .off: return nil
    case .new: return live == [alter] ? nil : .set([alter])
    case .add: return live.contains(alter) ? nil : .add([alter])
    }
  }

  func write(_ db: Database) throws {
    if movesLatch { try Latch(alter: voice.alter, at: now).save(account, session: session, db) }
    if isConsented, let alter = voice.alter { try SpeakingAlter.consent(alter, db) }
    if showsPicture { try StoredPicture.speak(voice.picture, db) }
  }
}
