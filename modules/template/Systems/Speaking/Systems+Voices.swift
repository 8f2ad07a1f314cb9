import Foundation
import GRDB
import Kit

extension Systems {
  /// Whom a viewer may speak as in a kind of place. Who has no alters costs one look.
  package func voices(of viewer: Viewer, in space: Space, at now: Moment, _ db: Database) throws -> Voices {
    guard let account = viewer.account else { throw Fault.signInFirst }
    let own = Voice(account: account.id, name: account.name)
    guard try SpeakingAlter.hasAny(account.id, db) else { return Voices(account: own) }
    let settings = try SpeakingSettings.of(account.id, db)
    let speakers = try known.of(account.id, isExact: settings.isExact, db)
    // In somebody else's name there is nobody but those whom everybody may see.
    guard viewer.actedBy == nil else {
      return Voices(account: own, alters: speakers.alters.filter(\.isFree).map(\.bare))
    }
    guard !speakers.alters.isEmpty else { return Voices(account: own) }
    return Voices(
      account: own, speakers: speakers, usual: try usual(of: viewer, settings, in: space, at: now, db),
      isLatching: settings[space].mode == .latch)
  }

  /// Who somebody is seen as, whatever they say.
  package func seen(_ viewer: Viewer, as alter: Int64?, _ db: Database) throws -> Voice {
    guard let account = viewer.account else { throw Fault.signInFirst }
    let chosen = try alter.flatMap { try SpeakingAlter.find($0, of: account.id, db) }?.alter.bare
    let voices = Voices(
      account: Voice(account: account.id, name: account.name), alters: [chosen].compactMap(\.self))
    return try voices.speaker(SpeakerChoice(wanted: alter ?? 0)).voice
  }

  private func usual(
    of viewer: Viewer, _ settings: SpeakingSettings, in space: Space, at now: Moment, _ db: Database
  ) throws -> Voices.Usual {
    guard let account = viewer.account?.id else { return .account }
    let place = settings[space]
    switch place.mode {
    case .off: return .account
    // An id that nobody has has to be chosen anew.
    case .fixed: return .alter(place.alter ?? -1)
    case .front: return try SpeakingAlter.front(of: account, db).map { .alter($0) } ?? .account
    case .latch:
      let latch = try Latch.of(account, session: settings.session(of: viewer), db)
      guard let latch, latch.holds(at: now, settings) else { return .account }
      return latch.alter.map { .alter($0) } ?? .account
    }
  }
}
