import Components
import Foundation
import GRDB
import Kit
import KitTesting

/// A site with one category, and somebody to talk there.
final class Street {
  let site: TestSite
  let ada: Person
  let category: String

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    _ = site.post("/forums/manage", ["name": "Kitchen", "description": "What's cooking"], as: ada)
    category = "/forums/category/1"
  }

  /// Begins a thread; gives its address.
  func thread(_ title: String = "Bread", _ text: String = "It rises.", by person: Person) -> String {
    site.post("\(category)/new", ["title": title, "text": text], as: person).location
  }

  @discardableResult
  func reply(_ thread: String, _ text: String = "It does.", by person: Person, _ more: [String: String] = [:])
    -> Answer
  {
    site.post("\(thread)/reply", ["text": text].merging(more) { $1 }, as: person)
  }

  /// Opens a room of the chat; gives its address.
  func room() -> String {
    site.post("/rtc/rooms/new", ["name": "Kitchen", "topic": "", "position": "10"], as: ada).location
  }

  /// The line over a post that says who wrote it.
  func byline(_ thread: String, _ number: Int, as reader: Person? = nil) -> String {
    let page = site.get(thread, as: reader).text
    let post = page.components(separatedBy: "id=\"post-\(number)\"").last ?? ""
    return post.components(separatedBy: "</header>").first ?? ""
  }

  func number(_ sql: String) throws -> Int {
    try site.site.app.read { try Int.fetchOne($0, sql: sql) ?? -1 }
  }

  /// What the audit log holds about things of these kinds: `thread.lock thread:1 open > locked`.
  func acts(_ kinds: String...) throws -> [String] {
    try site.site.app.read {
      try String.fetchAll(
        $0,
        sql: """
          SELECT act || ' ' || target || ' ' || ifnull(before, '-') || ' > ' || ifnull(after, '-')
          FROM admin_audit ORDER BY id
          """)
    }.filter { act in kinds.contains { act.contains(" \($0)") } }
  }
}

extension Answer {
  /// The value of a hidden field on the page.
  func field(_ name: String) -> String {
    let parts = text.components(separatedBy: "name=\"\(name)\" value=\"")
    return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : ""
  }

  func count(of part: String) -> Int { text.components(separatedBy: part).count - 1 }
}
