import HTTPTypes
import Kit
import Testing

@testable import Components

@Suite struct RouterTests {
  private let router = Router([
    (
      "forums",
      [
        .get("/forums/thread/:id", .everyone) { _ in .text("thread") },
        .get("/forums/thread/new", .members) { _ in .text("new") },
        .post("/forums/thread/:id/reply", .members) { _ in .text("reply") },
      ]
    )
  ])

  @Test func aParameterIsFoundByItsName() throws {
    let match = router.match(.post, "/forums/thread/12/reply")
    guard case .found(let destination, let parameters) = match else { Issue.record("\(match)"); return }
    #expect(destination.house == "forums" && parameters == ["id": "12"])
  }

  @Test func aFixedSegmentGoesBeforeAParameter() {
    guard case .found(let destination, _) = router.match(.get, "/forums/thread/new/") else {
      Issue.record()
      return
    }
    #expect(destination.route.access == .members)
  }

  @Test func headIsAnsweredByGet() {
    guard case .found = router.match(.head, "/forums/thread/1") else { Issue.record(); return }
  }

  @Test func anotherMethodIsToldWhichOnesThereAre() {
    guard case .wrongMethod(let allowed) = router.match(.delete, "/forums/thread/1/reply") else {
      Issue.record()
      return
    }
    #expect(allowed == ["POST"])
  }

  @Test(arguments: ["/", "/forums", "/forums/thread", "/forums/thread/1/reply/2", "/other"])
  func whatStandsInNoTableIsNothing(_ path: String) {
    guard case .nothing = router.match(.get, path) else { Issue.record(); return }
  }
}
