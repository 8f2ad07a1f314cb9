import GRDB
import HTTPTypes
import Kit
import KitTesting

@testable import Components

/// Every address that answers to GET, as guests and members see it: from the table of routes, so that a new
/// route is on the map by itself.
struct SiteMap {
  let test: TestSite
  let member: Person

  /// Parameters are these: what is everybody's has a low id, what somebody makes later one of the next.
  static let ids = ["1", "2", "4", "5", "999"]

  var addresses: [String] {
    let patterns = Set(test.site.table.filter { $0.route.method == .get }.map(\.route.pattern))
    return patterns.sorted().flatMap { pattern in
      pattern.contains(":")
        ? Self.ids.map { id in pattern.replacing(/:[a-z]+/, with: id) } : [pattern]
    } + ["/nowhere", "/robots.txt?x=1"]
  }

  /// What both see everywhere.
  func pages() -> [String: Seen] {
    var seen: [String: Seen] = [:]
    for address in addresses {
      seen["guest \(address)"] = Seen(test.get(address))
      seen["member \(address)"] = Seen(test.get(address, as: member))
    }
    return seen
  }

  /// The statements that each address has app.db run, in order.
  func statements() -> [String: [String]] {
    let trace = Trace()
    // The connection's own: requests use no other.
    test.site.app.writeWithoutTransaction { db in
      db.trace { if case .statement(let statement) = $0 { trace.lines.append(statement.sql) } }
    }
    var found: [String: [String]] = [:]
    for address in addresses {
      trace.lines = []
      _ = test.get(address)
      found[address] = trace.lines
    }
    test.site.app.writeWithoutTransaction { $0.trace(nil) }
    return found
  }
}

/// Filled on the thread that asks.
private final class Trace: @unchecked Sendable { var lines: [String] = [] }

/// One answer, whole.
struct Seen: Equatable {
  let status: Int
  let headers: [String]
  let text: String

  init(_ answer: Answer) {
    status = answer.status.code
    headers = answer.response.headers.map { "\($0.name): \($0.value)" }
    text = answer.text
  }

  /// Without what differs from one moment to the next, whatever happens: "just now", the time at which a form
  /// was shown, the hash of both.
  var lasting: Seen { Seen(status: status, headers: headers.filter { !$0.hasPrefix("ETag") }, text: settled) }

  /// A minute may pass between two looks.
  var tellsTime: Bool { text != settled }

  private var settled: String {
    text.replacing(/<time[^>]*>[^<]*<\/time>/, with: "TIME")
      .replacing(/\d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d/, with: "TIME")
      .replacing(/(name="(shown|nonce)" value=")[^"]*/) { String($0.output.1) }
  }

  /// The first lines that differ, to be read.
  func difference(from other: Seen) -> String? {
    guard self != other else { return nil }
    let (ours, theirs) = (lines, other.lines)
    return zip(ours, theirs).first { $0 != $1 }.map { "\($0) <> \($1)" }
      ?? "\(ours.count) <> \(theirs.count) lines"
  }

  private var lines: [String] { ["\(status)"] + headers + text.split(separator: "\n").map(String.init) }

  private init(status: Int, headers: [String], text: String) {
    (self.status, self.headers, self.text) = (status, headers, text)
  }
}
