import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// What holds for every address that changes something: tried on the whole table of routes, so that a new one
/// can't be forgotten.
@Suite struct EveryChangeTests {
  private let test: TestSite
  private let ada: Person

  init() throws {
    test = try TestSite()
    ada = try test.admin()
    _ = test.get("/", as: ada)  // the first page of a new site reads who fronts
  }

  private var changes: [Route] { test.site.table.map(\.route).filter { $0.method != .get } }

  @Test func `what is not read is posted`() {
    #expect(Set(test.site.table.map(\.route.method)) == [.get, .post])
    #expect(changes.count > 100)
  }

  @Test(arguments: [
    ["HTTP_SEC_FETCH_SITE": "cross-site"], ["HTTP_SEC_FETCH_SITE": "same-site"],
    ["HTTP_ORIGIN": "https://elsewhere.example"], ["HTTP_ORIGIN": "null"],
  ])
  func `another site can't have an admin's browser send anything`(headers: [String: String]) throws {
    let before = try total
    for route in changes {
      let exchange = HeavyExchange(of: route, as: ada, headers)
      #expect(test.site.answer(exchange).status == .forbidden, "\(route.pattern)")
      // A browser that hides where it comes from gets the name back that was typed at the door.
      let comesBack = route.pattern == "/sign-in" && headers == ["HTTP_ORIGIN": "null"]
      #expect(exchange.asked == (comesBack ? [route.limit] : []), "\(route.pattern) was read")
    }
    #expect(try total == before)
  }

  @Test func `nobody has more read than the route takes`() throws {
    for (index, route) in changes.enumerated() {
      // Some of these routes end a session.
      let exchange = HeavyExchange(
        of: route, as: try test.admin("ada\(index)"), ["HTTP_SEC_FETCH_SITE": "same-origin"])
      let status = test.site.answer(exchange).status
      #expect(exchange.asked.allSatisfy { $0 <= route.limit }, "\(route.pattern) reads \(exchange.asked)")
      #expect(exchange.asked.isEmpty || status.kind == .clientError, "\(route.pattern) answers \(status)")
    }
  }

  @Test func `the document of limits names every size of a body`() throws {
    let document = try String(
      contentsOf: TestSite.projectFolder.appending(path: "docs/limits.md"), encoding: .utf8)
    for limit in Set(changes.map(\.limit)) {
      #expect(
        document.contains(" \(limit.formatted(.number.locale(Locale(identifier: "en_US")))) "), "\(limit)")
    }
  }

  private var total: Int { get throws { try test.site.app.read { $0.totalChangesCount } } }
}

/// A form that has a byte more than its route takes. Nobody has to have it in memory: who asks for it is told that
/// it is too much, as the FastCGI stream does.
private final class HeavyExchange: Exchange {
  private let parameters: [String: String]
  private let length: Int
  /// How much the site was ready to read, each time that it was.
  private(set) var asked: [Int] = []

  init(of route: Route, as person: Person, _ headers: [String: String]) {
    length = route.limit + 1
    parameters =
      [
        "REQUEST_METHOD": route.method.rawValue, "REMOTE_ADDR": "192.0.2.1",
        "DOCUMENT_URI": route.pattern.replacing(/:[a-z]+/, with: "1"),
        "CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": "\(length)",
        "HTTP_COOKIE": "session=\(person.token)",
      ].merging(headers) { $1 }
  }

  func parameter(_ name: String) -> String? { parameters[name] }

  func body(limit: Int) throws -> [UInt8] {
    asked.append(limit)
    guard length <= limit else { throw Fault.tooLarge() }
    return []
  }

  func report(_ line: String) {}
}
