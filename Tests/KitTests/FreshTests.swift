import GRDB
import Testing

@testable import Kit

@Suite struct FreshTests {
  @Test func `what is kept may be asked for within a read`() throws {
    let queue = try DatabaseQueue()
    let one = Fresh(queue) { try Int.fetchOne($0, sql: "SELECT 1") ?? 0 }
    #expect(try queue.read { try one.get($0) } == 1)
  }

  /// The write may be rolled back, and what was read in it would be kept.
  @Test func `within a write it ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let queue = try DatabaseQueue()
      let one = Fresh(queue) { try Int.fetchOne($0, sql: "SELECT 1") ?? 0 }
      // Anything that is thrown would end it as well.
      try? queue.write { _ = try one.get($0) }
    }
  }
}
