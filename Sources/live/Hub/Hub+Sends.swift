import Components
import GRDB
import Kit
import Logging
import NIOCore
import RTC

/// A message that a worker has made ready, or refused.
struct Drafted: Sendable {
  let handle: Handle
  let id: Int64
  let send: Command.Send
  let visitor: Visitor
  let outcome: Result<(Draft, Speech), any Error>
}

/// A message that is checked and waits to be written.
struct PendingMessage {
  let handle: Handle
  let id: Int64
  let viewer: Viewer
  let draft: Draft
  let speech: Speech
  var outcome: Result<Draft.Receipt, Refusal> = .failure(.busy)
}

extension Hub {
  /// Refuses at once whoever may not speak; everything that takes time is done by a worker.
  func prepare(_ handle: Handle, id: Int64, _ send: Command.Send) throws {
    try refusing(handle, id, send) {
      let visitor = try visitor(handle)
      let account = try speaking(visitor.viewer, in: send.room)
      try spend(account.id, visitor.address)
      let said = try send.said(by: visitor.stance)
      let isTaken = workers.submit(account.id) { [rtc, inbox] reader in
        let outcome = Result { try reader.read { try rtc.draft(said, by: visitor.viewer, at: .now, $0) } }
        inbox.post(
          .drafted(Drafted(handle: handle, id: id, send: send, visitor: visitor, outcome: outcome)))
      }
      if !isTaken { throw Refusal.slowDown(milliseconds: 1000) }
    }
  }

  /// Looks at a drafted message once more; nil if it is refused. Rights may have gone meanwhile; where only the
  /// connection has gone, the message stands.
  func check(_ drafted: Drafted) throws -> PendingMessage? {
    var waiting: PendingMessage?
    try refusing(drafted.handle, drafted.id, drafted.send) {
      let viewer = try current(drafted.visitor).viewer
      _ = try speaking(viewer, in: drafted.send.room)
      let (draft, speech) = try drafted.outcome.get()
      waiting = PendingMessage(
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

  private func speaking(_ viewer: Viewer, in room: Int64) throws -> Viewer.Account {
    guard let account = viewer.account else { throw Refusal.mayNotSpeak }
    guard viewer.can("rtc.read", in: .room(room)) else { throw Refusal.noRoom }
    guard viewer.can("rtc.speak", in: .room(room)) else { throw Refusal.mayNotSpeak }
    return account
  }

  private func spend(_ account: Int64, _ address: Network?) throws {
    try take(.account(account), limits.sends)
    if let address { try take(.address(address), limits.sendsPerAddress) }
  }

  /// Takes a token out of a bucket. Throws `Refusal` for what comes too fast.
  func take(_ key: BucketKey, _ rate: TokenBucket.Rate) throws {
    if let wait = buckets[key, default: TokenBucket(rate, now: .now())].take(now: .now()) {
      throw Refusal.slowDown(milliseconds: wait)
    }
  }

  /// Writes the messages in one transaction, so that one sync of the disk serves all.
  func commit(_ drafts: [PendingMessage]) -> [PendingMessage] {
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

  func acknowledge(_ drafts: [PendingMessage]) {
    for waiting in drafts {
      switch waiting.outcome {
      case .failure(let refusal): answer(waiting.handle, ServerFrame.refused(waiting.id, refusal))
      case .success(let receipt): acknowledge(waiting, receipt)
      }
    }
  }

  /// A worker writes what follows from who spoke before the answer goes out, so that the next message and the next
  /// page know it. If that fails, the message stands all the same.
  private func acknowledge(_ waiting: PendingMessage, _ receipt: Draft.Receipt) {
    let answer = ServerFrame.ok(waiting.id, receipt.json)
    follow(waiting.speech, waiting.draft.speaker, on: waiting.handle)
    let account = waiting.draft.speaker.account
    let isTaken =
      waiting.speech.hasConsequences
      && workers.submit(account) { [rtc, inbox, log] _ in
        do { try rtc.remember(waiting.speech, waiting.viewer, at: .now) } catch {
          log.error("remember who spoke: \(error)")
        }
        inbox.post(.answer(waiting.handle, answer))
      }
    if !isTaken { self.answer(waiting.handle, answer) }
  }
}
