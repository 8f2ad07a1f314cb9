import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// Every route × every role × what its address may name, compared with `walkExpectations`.
@Suite struct WalkTests {
  private let walked: WalkedSite
  private let expected = Expectation.read(walkExpectations)

  init() throws { walked = try WalkedSite() }

  private var routes: [String: Route] {
    Dictionary(
      uniqueKeysWithValues: walked.test.site.table.map {
        ("\($0.route.method) \($0.route.pattern)", $0.route)
      })
  }

  @Test func `every line has its route, once`() {
    let lines = expected.map(\.route)
    #expect(Set(lines).count == lines.count)
    for line in lines { #expect(routes[line] != nil, "\(line) is no route any more: take its line away") }
  }

  @Test func `every route has its line`() throws {
    for route in Set(routes.keys).subtracting(expected.map(\.route)).sorted() {
      let answers = try walked.answers(to: Expectation(route: route, words: [], form: ""))
      Issue.record(
        "There is no line for this route; it answers now:\n\(route) \(answers.joined(separator: " "))")
    }
  }

  @Test func `everybody gets the answers that are written for them`() throws {
    for line in expected where routes[line.route] != nil {
      let answers = try walked.answers(to: line)
      #expect(answers == line.words, "\(line.route)")
    }
  }
}

/// One line of the table.
struct Expectation {
  /// `GET /forums/thread/:id`
  let route: String
  /// One for each of `WalkedSite.roles`.
  let words: [String]
  let form: String

  static func read(_ text: String) -> [Expectation] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: " ").map(String.init)
      let words = parts.dropFirst(2).prefix(WalkedSite.roles.count)
      return Expectation(
        route: parts.prefix(2).joined(separator: " "), words: Array(words),
        form: parts.dropFirst(2 + words.count).joined(separator: " "))
    }
  }
}
