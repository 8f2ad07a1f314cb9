import Foundation
import Synchronization
import Testing

@testable import Kit

@Suite struct TurnstileTests {
  private let file = FileManager.default.temporaryDirectory.appending(path: "turnstile-\(UUID().uuidString)")

  private final class Crowd: Sendable {
    let inside = Atomic<Int>(0)
    let most = Atomic<Int>(0)

    func visit() {
      let now = inside.add(1, ordering: .sequentiallyConsistent).newValue
      most.max(now, ordering: .sequentiallyConsistent)
      inside.subtract(1, ordering: .sequentiallyConsistent)
    }
  }

  @Test func oneIsInsideAtATime() async throws {
    let turnstiles = try [#require(try Turnstile(file)), #require(try Turnstile(file))]
    let crowd = Crowd()

    await withTaskGroup { group in
      for turnstile in turnstiles + turnstiles {
        group.addTask { for _ in 0..<200 { _ = turnstile.pass { crowd.visit() } } }
      }
    }

    #expect(crowd.most.load(ordering: .sequentiallyConsistent) == 1)
  }

  @Test func oneVisitToTheDiskSettlesEverybodyWhoHasPassed() throws {
    let turnstile = try #require(try Turnstile(file))
    let first = turnstile.pass {}.number
    let second = turnstile.pass {}.number
    var visits = 0

    turnstile.settle(second) { visits += 1 }
    turnstile.settle(first) { visits += 1 }
    #expect(visits == 1)
    turnstile.settle(turnstile.pass {}.number) { visits += 1 }
    #expect(visits == 2)
  }

  @Test func aVisitThatFailedSettlesNobody() throws {
    let turnstile = try #require(try Turnstile(file))
    let number = turnstile.pass {}.number
    #expect(throws: Fault.self) { try turnstile.settle(number) { throw Fault.notFound } }
    var visits = 0
    turnstile.settle(number) { visits += 1 }
    #expect(visits == 1)
  }

  @Test func anErrorInsideLetsTheNextOneIn() throws {
    let turnstile = try #require(try Turnstile(file))
    #expect(throws: Fault.self) { try turnstile.pass { throw Fault.notFound } }
    #expect(turnstile.pass { 7 }.answer == 7)
  }

  @Test func whatLiesThereFromBeforeThePowerWentIsSetUpAnew() throws {
    try Data(repeating: 0xFF, count: 4096).write(to: file)
    let turnstile = try #require(try Turnstile(file))
    #expect(turnstile.pass { true }.answer)
  }

  @Test func withoutAPlaceForItThereIsNone() throws {
    #expect(try Turnstile(file.appending(path: "nowhere/app.turnstile")) == nil)
  }
}
