import Components
import GRDB
import Kit
import Logging
import NIOCore
import RTC

/// A message that the desk has made ready, or found to be none.
struct Drafted: Sendable {
  let handle: Handle
  let id: Int64
  let send: Command.Send
  let visitor: Visitor
  let outcome: Result<(Draft, Speech), any Error>
}

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
  /// Who may not is refused at once; everything that takes time is done at the desk.
  func prepare(_ handle: Handle, id: Int64, _ send: Command.Send) throws {
    try refusing(handle, id, send) {
      let visitor = try visitor(handle)
      let account = try mayspeak(visitor.viewer, in: send.room)
      try spend(account.id, visitor.address)
      let said = try send.said(by: visitor.stance)
      let isTaken = desk.take(account.id) { [rtc, inbox] reader in
        let outcome = Result { try reader.read { try rtc.draft(said, by: visitor.viewer, at: .now, $0) } }
        inbox.post(
          .drafted(Drafted(handle: handle, id: id, send: send, visitor: visitor, outcome: outcome)))
      }
      if !isTaken { throw Refusal.slowDown(milliseconds: 1000) }
    }
  }

  /// Comes back to be written together with others; nil if it is refused. Rights may have gone meanwhile, and so
  /// may the connection, which takes nothing back.
  func check(_ drafted: Drafted) throws -> Waiting? {
    var waiting: Waiting?
    try refusing(drafted.handle, drafted.id, drafted.send) {
      let viewer = try current(drafted.visitor).viewer
      _ = try mayspeak(viewer, in: drafted.send.room)
      let (draft, speech) = try drafted.outcome.get()
      waiting = Waiting(
        handle: drafted.handle, id: drafted.id, viewer: viewer, draft: draft, speech: speech)
    }
    return waiting
  }

  private func refusing(
    _ handle: Handle, _ id: Int64, _ send: Command.Send, _ work: () throws -> Void
  ) throws {
    do { try work() } catch let refusal as Refusal {
      if refusal == .mayNotSpeak || refusal == .noRoom { noteRefused(handle) }
      try refuse(handle, id: id, send, refusal)
    } catch {
      answer(handle, ServerFrame.refused(id, .busy))
      throw error
    }
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

  private func mayspeak(_ viewer: Viewer, in room: Int64) throws -> Viewer.Account {
    guard let account = viewer.account else { throw Refusal.mayNotSpeak }
    guard viewer.can("rtc.read", in: .room(room)) else { throw Refusal.noRoom }
    guard viewer.can("rtc.speak", in: .room(room)) else { throw Refusal.mayNotSpeak }
    return account
  }

  private func spend(_ account: Int64, _ address: Network?) throws {
    try take(.account(account), limits.sends)
    if let address { try take(.address(address), limits.sendsPerAddress) }
  }

  /// Throws `Refusal` for what comes too fast.
  func take(_ purse: Purse, _ rate: Bucket.Rate) throws {
    if let wait = buckets[purse, default: Bucket(rate, now: .now())].take(now: .now()) {
      throw Refusal.slowDown(milliseconds: wait)
    }
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
      case .success(let receipt): acknowledge(waiting, receipt)
      }
    }
  }

  /// What follows from who spoke is written before the answer, so that the next message and the next page know
  /// it; but not by this thread, and whatever becomes of it the message stands.
  private func acknowledge(_ waiting: Waiting, _ receipt: Draft.Receipt) {
    let answer = ServerFrame.ok(waiting.id, receipt.json)
    follow(waiting.speech, waiting.draft.speaker, on: waiting.handle)
    let account = waiting.draft.speaker.account
    let isTaken =
      waiting.speech.hasConsequences
      && desk.take(account) { [rtc, inbox, log] _ in
        do { try rtc.remember(waiting.speech, waiting.viewer, at: .now) } catch {
          log.error("remember who spoke: \(error)")
        }
        inbox.post(.answer(waiting.handle, answer))
      }
    if !isTaken { self.answer(waiting.handle, answer) }
  }
}
