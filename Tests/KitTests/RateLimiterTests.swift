import Foundation
import Kit
import Testing

@Suite struct RateLimiterTests {
  private let folder: URL
  private let start = Moment(milliseconds: 1_000_000)
  private let rate = Rate(burst: 3, milliseconds: 5000)

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func limiter() throws -> RateLimiter { try #require(RateLimiter(folder.appending(path: "pace"))) }

  @Test func aBurstPassesAndThenOneAtATime() throws {
    let limiter = try limiter()
    for _ in 1...3 { #expect(limiter.take([("a", rate)], now: start) == nil) }
    #expect(limiter.take([("a", rate)], now: start) == 5000)
    #expect(limiter.take([("a", rate)], now: start + 4) == 1000)
    #expect(limiter.take([("a", rate)], now: start + 5) == nil)
    #expect(limiter.take([("a", rate)], now: start + 5) == 5000)
    for _ in 1...3 { #expect(limiter.take([("a", rate)], now: start + 60) == nil) }
  }

  @Test func everyProcessCountsTheSame() throws {
    let (one, other) = (try limiter(), try limiter())
    for _ in 1...3 { #expect(one.take([("a", rate)], now: start) == nil) }
    #expect(other.take([("a", rate)], now: start) == 5000)
    #expect(other.take([("b", rate)], now: start) == nil)
  }

  @Test func whoIsRefusedByOneBucketTakesFromNone() throws {
    let limiter = try limiter()
    let single = Rate(burst: 1, milliseconds: 5000)
    #expect(limiter.take([("a", single)], now: start) == nil)
    for _ in 1...5 { #expect(limiter.take([("b", rate), ("a", single)], now: start) == 5000) }
    for _ in 1...3 { #expect(limiter.take([("b", rate)], now: start) == nil) }
  }

  @Test func manyOthersEndNobodysWait() throws {
    let limiter = try limiter()
    for _ in 1...3 { _ = limiter.take([("a", rate)], now: start) }
    for number in 0..<4000 { _ = limiter.take([("other \(number)", rate)], now: start) }
    #expect(limiter.take([("a", rate)], now: start) == 5000)
  }
}
