import Foundation
import KitTesting
import Testing

/// SECURITY.md says which test holds what: each of them is there.
@Suite struct SecurityTableTests {
  @Test func everyTestThatIsNamedExists() throws {
    let text = try String(contentsOf: Self.home.appending(path: "SECURITY.md"), encoding: .utf8)
    let named = text.matches(of: /`(\w+\/\w+\.(?:swift|py))`: `([^`]+)`/)
    #expect(named.count > 40)
    for match in named {
      let file = Self.home.appending(path: "Tests/\(match.1)")
      let source = try String(contentsOf: file, encoding: .utf8)
      let isThere = ["func `\(match.2)`(", "func \(match.2)(", "def \(match.2)("].contains(
        where: source.contains)
      #expect(isThere, "\(match.1) has no test \(match.2)")
    }
  }

  private static let home = TestSite.projectFolder
}
