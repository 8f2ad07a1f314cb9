import Foundation
import ServiceLifecycle
import Synchronization

/// The hub's thread as a service: it has begun when `start` returns, and if it ends without having been asked to,
/// `run` throws and the daemon ends too.
final class HubThread: Service {
  private let inbox: Inbox<HubRequest>
  private let life = Mutex(Life())

  private struct Life {
    var isAsked = false
    var isOver = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  /// The thread has ended without having been asked to: what it held is not in order any more.
  struct Died: Error, CustomStringConvertible {
    let description = "the thread that writes has ended by itself"
  }

  init(_ inbox: Inbox<HubRequest>) { self.inbox = inbox }

  /// Throws what kept the hub from starting: then nothing is written, and nobody is to be let in.
  func start(_ make: @escaping @Sendable () -> Hub) async throws {
    try await withCheckedThrowingContinuation { (begun: CheckedContinuation<Void, any Error>) in
      Thread { [self] in
        let hub = make()
        do { try hub.start() } catch { return begun.resume(throwing: error) }
        begun.resume()
        hub.run()
        end()
      }.start()
    }
  }

  /// Lets the hub finish what is in hand and ask everybody to come back.
  func stop() async {
    life.withLock { $0.isAsked = true }
    await withCheckedContinuation { done in inbox.post(.stop { done.resume() }) }
  }

  func run() async throws {
    await ended()
    guard life.withLock({ $0.isAsked }) else { throw Died() }
    // It has gone with the daemon; the group asks it last.
    try await gracefulShutdown()
  }

  private func ended() async {
    await withCheckedContinuation { done in
      let isOver = life.withLock { life in
        if !life.isOver { life.waiting.append(done) }
        return life.isOver
      }
      if isOver { done.resume() }
    }
  }

  private func end() {
    let waiting = life.withLock { life in
      life.isOver = true
      defer { life.waiting = [] }
      return life.waiting
    }
    for done in waiting { done.resume() }
  }
}
