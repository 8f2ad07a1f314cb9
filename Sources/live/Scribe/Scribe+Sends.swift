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
  let draft: Draft
  var outcome: Result<Draft.Receipt, Refusal> = .failure(.busy)
}

extension Scribe {
  /// nil if the message is refused; that is answered at once.
  func prepare(_ handle: Handle, id: Int64, _ send: Command.Send) throws -> Waiting? {
    do {
      let speaker = try mayspeak(handle, in: send.room, as: send.speakingAs)
      let draft = try Draft(
        room: send.room, speaker: speaker, nonce: send.nonce, text: send.text,
        cook: rtc.house.doors.markdown)
      return Waiting(handle: handle, id: id, draft: draft)
    } catch let refusal as Refusal {
      answer(handle, ServerFrame.refused(id, refusal))
    } catch {
      answer(handle, ServerFrame.refused(id, .busy))
      throw error
    }
    return nil
  }

  private func mayspeak(_ handle: Handle, in room: Int64, as alter: Int64?) throws -> ChatSpeaker {
    let viewer = try visitor(handle).viewer
    guard let account = viewer.account else { throw Refusal.mayNotSpeak }
    guard viewer.can("rtc.read", in: .room(room)) else { throw Refusal.noRoom }
    guard viewer.can("rtc.speak", in: .room(room)) else { throw Refusal.mayNotSpeak }
    if let wait = buckets[account.id, default: Bucket(limits.sends, now: .now())].take(now: .now()) {
      throw Refusal.slowDown(milliseconds: wait)
    }
    return try rtc.speaker(of: account, alter: alter)
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
      log.error("write messages: \(error)")
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
        answer(
          waiting.handle,
          ServerFrame.ok(
            waiting.id,
            [
              "mid": .int(receipt.message), "seq": .int(receipt.seq), "dup": .bool(receipt.isRepeat),
            ]))
      }
    }
  }
}
