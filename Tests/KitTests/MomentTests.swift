import Testing

@testable import Kit

@Suite struct MomentTests {
  private let noon = Moment(milliseconds: 1_795_003_200_123)

  @Test func aMomentReadsAsADate() {
    #expect(noon.iso == "2026-11-18T12:00:00Z")
    #expect(noon.long == "18 November 2026, 12:00 UTC")
  }

  @Test(arguments: [
    (10, "just now"), (60, "1 minute ago"), (3599, "59 minutes ago"), (7200, "2 hours ago"),
    (86_400, "1 day ago"), (1_300_000, "3 November 2026"),
  ])
  func timePassesInWords(_ seconds: Int, _ words: String) {
    #expect((noon - seconds).ago(from: noon) == words)
  }
}
