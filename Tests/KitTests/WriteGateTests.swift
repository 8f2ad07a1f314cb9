import Foundation
import Synchronization
import Testing

@testable import Kit

@Suite struct WriteGateTests {
  private let file = FileManager.default.temporaryDirectory.appending(path: "write-gate-\(UUID().uuidString)")

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
    let gates = try [#require(try WriteGate(file)), #require(try WriteGate(file))]
    let crowd = Crowd()

    await withTaskGroup { group in
      for writeGate in gates + gates {
        group.addTask { for _ in 0..<200 { _ = writeGate.pass { crowd.visit() } } }
      }
    }

    #expect(crowd.most.load(ordering: .sequentiallyConsistent) == 1)
  }

  @Test func oneVisitToTheDiskSettlesEverybodyWhoHasPassed() throws {
    let writeGate = try #require(try WriteGate(file))
    let first = writeGate.pass {}.number
    let second = writeGate.pass {}.number
    var visits = 0

    writeGate.settle(second) { visits += 1 }
    writeGate.settle(first) { visits += 1 }
    #expect(visits == 1)
    writeGate.settle(writeGate.pass {}.number) { visits += 1 }
    #expect(visits == 2)
  }

  @Test func aVisitThatFailedSettlesNobody() throws {
    let writeGate = try #require(try WriteGate(file))
    let number = writeGate.pass {}.number
    #expect(throws: Fault.self) { try writeGate.settle(number) { throw Fault.notFound } }
    var visits = 0
    writeGate.settle(number) { visits += 1 }
    #expect(visits == 1)
  }

  @Test func anErrorInsideLetsTheNextOneIn() throws {
    let writeGate = try #require(try WriteGate(file))
    #expect(throws: Fault.self) { try writeGate.pass { throw Fault.notFound } }
    #expect(writeGate.pass { 7 }.answer == 7)
  }

  @Test func whatLiesThereFromBeforeThePowerWentIsSetUpAnew() throws {
    try Data(repeating: 0xFF, count: 4096).write(to: file)
    let writeGate = try #require(try WriteGate(file))
    #expect(writeGate.pass { true }.answer)
  }

  @Test func withoutAPlaceForItThereIsNone() throws {
    #expect(try WriteGate(file.appending(path: "nowhere/app.write-gate")) == nil)
  }
}
