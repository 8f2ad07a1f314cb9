import Kit
import Testing

@testable import Admin

@Suite struct TextDiffTests {
  @Test(arguments: [
    ("the old porch", "the new porch"), ("same", "same"), ("", ""), ("", "new"), ("old", ""),
    ("a b c d", "a c d e"), ("a b\nc\n", "c\na b\n"), ("a a a", "a a"),
  ])
  func `both texts can be read from what is told`(old: String, new: String) {
    let runs = TextDiff(from: old, to: new).runs
    #expect(runs.filter { $0.kind != .added }.map(\.text).joined() == old)
    #expect(runs.filter { $0.kind != .removed }.map(\.text).joined() == new)
    #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.kind != $1.kind })
  }

  @Test func `what stayed is not shown as changed`() {
    let runs = TextDiff(from: "the old porch", to: "the new porch").runs
    #expect(runs.map(\.kind) == [.same, .removed, .added, .same])
    #expect(runs.map(\.text) == ["the ", "old ", "new ", "porch"])
  }

  @Test func `long texts with nothing in common cost no more than a look`() {
    let old = (0..<20_000).map { "old\($0) " }.joined()
    let new = (0..<20_000).map { "new\($0) " }.joined()
    #expect(TextDiff(from: old, to: new).runs.map(\.kind) == [.removed, .added])
  }
}
