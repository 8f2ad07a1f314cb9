import Components
import GRDB
import Kit
import Logging
import NIOCore
import RTC

/// A message that is checked and waits to be written.
struct Waiting {
  let handle: Handle
  let id: Int64
  let viewer: Viewer
  let draft: Draft
  let speech: Speech
  var outcome: Result<Draft.Receipt, Refusal> = .failure(.busy)
}

extension Scribe {
  /// nil if the message is refused; that is answered at once.
  func prepare(_ handle: Handle, id: Int64, _ send: Command.Send) throws -> Waiting? {
    do {
      let viewer = try mayspeak(handle, in: send.room)
      let speech = try rtc.speech(send.text, send.choice, viewer, at: .now)
      let draft = try Draft(
        room: send.room, speaker: rtc.speaker(speech.voice, viewer), nonce: send.nonce, text: speech.text,
        cook: rtc.house.doors.markdown)
      try rtc.checkLinks(draft, by: viewer, at: .now)
      return Waiting(handle: handle, id: id, viewer: viewer, draft: draft, speech: speech)
    } catch let refusal as Refusal {
      if refusal == .mayNotSpeak || refusal == .noRoom { noteRefused(handle) }
      try refuse(handle, id: id, send, refusal)
    } catch {
      answer(handle, ServerFrame.refused(id, .busy))
      throw error
    }
    return nil
  }

  private func noteRefused(_ handle: Handle) {
    let account = visitors[handle.id]?.viewer.account?.id
    site.security.note(
      .refused("message", "may not speak there", account: account), from: "-", on: "/rtc/ws", "-", now: .now)
  }

  /// Who would speak may have changed since a message arrived whose answer got lost: it is there all the same.
  private func refuse(_ handle: Handle, id: Int64, _ send: Command.Send, _ refusal: Refusal) throws {
    guard refusal.hesitation != nil, let account = visitors[handle.id]?.viewer.account,
      let known = try sessions.read({ try Draft.Receipt.earlier(by: account.id, nonce: send.nonce, $0) })
    else { return answer(handle, ServerFrame.refused(id, refusal)) }
    answer(handle, ServerFrame.ok(id, known.json))
  }

  private func mayspeak(_ handle: Handle, in room: Int64) throws -> Viewer {
    let viewer = try visitor(handle).viewer
    guard let account = viewer.account else { throw Refusal.mayNotSpeak }
    guard viewer.can("rtc.read", in: .room(room)) else { throw Refusal.noRoom }
    guard viewer.can("rtc.speak", in: .room(room)) else { throw Refusal.mayNotSpeak }
    if let wait = buckets[account.id, default: Bucket(limits.sends, now: .now())].take(now: .now()) {
      throw Refusal.slowDown(milliseconds: wait)
    }
    return viewer
  }

  /// Writes what waits in one transaction, so that one sync of the disk serves all.
  func commit(_ drafts: [Waiting]) -> [Waiting] {
    guard !drafts.isEmpty else { return [] }
    var done = drafts
    do {
      try sessions.write { db in
        for index in done.indices { done[index].outcome = try Self.post(done[index].draft, db) }
      }
      return done
    } catch {
      log.error("write messages: \(Cause(error))")
      return drafts
    }
  }

  private static func post(_ draft: Draft, _ db: Database) throws -> Result<Draft.Receipt, Refusal> {
    do { return .success(try draft.post(at: .now, db)) } catch let refusal as Refusal {
      return .failure(refusal)
    }
  }

  func acknowledge(_ drafts: [Waiting]) {
    for waiting in drafts {
      switch waiting.outcome {
      case .failure(let refusal): answer(waiting.handle, ServerFrame.refused(waiting.id, refusal))
      case .success(let receipt):
        answer(waiting.handle, ServerFrame.ok(waiting.id, receipt.json))
        attempt("remember who spoke") {
          try rtc.remember(waiting.speech, waiting.viewer, at: .now)
        }
      }
    }
  }
}
