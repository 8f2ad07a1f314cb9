import Templating
import Testing

/// `swift test -c release --filter Speed` prints what DESIGN asks for: a page in well under 25 µs.
struct Speed {
  @Test func rendersThreadPage() throws {
    let library = try ThreadPage.library()
    let values = [ThreadPage.shell, ThreadPage.page()]
    let size = try library.render("forums/thread", values).count
    #expect((20_000...40_000).contains(size))
    #if !DEBUG
      let microseconds = try fastest { _ = try library.render("forums/thread", values) }
      let building = try fastest { _ = ThreadPage.page() }
      print(
        "a thread page of \(size) bytes: \(microseconds) µs to render, \(building) µs to build its values")
      #expect(microseconds < 100, "loaded machines included")
    #endif
  }

  /// The best of several rounds: what the code costs, not what else the machine does.
  private func fastest(_ work: () throws -> Void) throws -> Double {
    let clock = ContinuousClock()
    let rounds = try (0..<20).map { _ in
      try clock.measure { for _ in 0..<500 { try work() } } / 500
    }
    return (rounds.min() ?? .zero) / .microseconds(1)
  }
}
