import Foundation
import KitTesting
import Testing

/// docs/asvs.md says how the site stands to each item of OWASP ASVS 5.0's first two levels: once, in one of four
/// words, and by tests and documents that are there.
@Suite struct SecurityTableTests {
  private let lines: [AsvsLine]

  init() throws { lines = AsvsLine.all(in: try Self.text("docs/asvs.md")) }

  @Test func everyItemStandsThereOnce() {
    #expect(
      AsvsItem.all.filter { $0.level == 1 }.count == 70 && AsvsItem.all.filter { $0.level == 2 }.count == 183)
    let wanted = AsvsItem.all.filter { $0.level < 3 }.map(\.number)
    let found = lines.flatMap(\.items)
    #expect(found.count == Set(found).count, "twice: \(Self.repeated(found))")
    #expect(Set(wanted).subtracting(found) == [] && Set(found).subtracting(wanted) == [])
  }

  @Test func everyLineSaysHowItStandsAndWhy() {
    for line in lines {
      #expect(AsvsLine.words.contains(line.state), "\(line.cells[0]): \(line.state)")
      #expect(line.levels == Set(line.items.compactMap { AsvsItem.level(of: $0) }), "\(line.cells[0])")
      switch line.state {
      case "met": #expect(!line.tests.isEmpty, "\(line.cells[0]) names no test")
      case "written": #expect(!line.links.isEmpty, "\(line.cells[0]) names no document")
      default: #expect(line.how.count > 10, "\(line.cells[0]) gives no reason")
      }
    }
  }

  @Test func theCountsAreThoseOfTheLines() throws {
    let counts = Dictionary(grouping: lines, by: \.state).mapValues { $0.map(\.items.count).reduce(0, +) }
    let sentence =
      "Of 253 items \(counts["met"] ?? 0) are met, \(counts["written"] ?? 0) are written, "
      + "\(counts["not met"] ?? 0) are not met and \(counts["does not apply"] ?? 0) do not apply."
    #expect(try Self.text("docs/asvs.md").contains(sentence), "\(sentence)")
  }

  @Test func everyTestThatIsNamedIsThere() throws {
    #expect(lines.flatMap(\.tests).count > 200)
    for (file, name) in lines.flatMap(\.tests) {
      let source = try Self.text("Tests/\(file)")
      let isThere = ["func `\(name)`(", "func \(name)(", "def \(name)("].contains(where: source.contains)
      #expect(isThere, "\(file) has no test \(name)")
    }
  }

  @Test(arguments: ["SECURITY.md", "docs/asvs.md", "docs/limits.md", "docs/signing-in.md", "docs/data.md"])
  func everyPlaceThatIsLinkedIsThere(document: String) throws {
    let folder = URL(filePath: document, relativeTo: Self.home).deletingLastPathComponent()
    for match in try Self.text(document).matches(of: /\]\(([^)#]*)(?:#([^)]*))?\)/)
    where !match.1.contains("://") {
      let file =
        match.1.isEmpty ? Self.home.appending(path: document) : folder.appending(path: String(match.1))
      let text = try String(contentsOf: file, encoding: .utf8)
      guard let anchor = match.2 else { continue }
      #expect(Self.anchors(of: text).contains(String(anchor)), "\(document): \(match.0)")
    }
  }

  /// As forges make them of headings.
  private static func anchors(of text: String) -> Set<String> {
    Set(
      text.matches(of: /(?m)^#+ (.*)$/).map { heading in
        heading.1.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }.replacing(
          " ", with: "-")
      })
  }

  private static func repeated(_ items: [String]) -> [String] {
    Dictionary(grouping: items) { $0 }.filter { $1.count > 1 }.keys.sorted()
  }

  private static let home = TestSite.projectFolder

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: home.appending(path: path), encoding: .utf8)
  }
}
