import Admin
import Components
import GRDB
import Kit

extension TestSite {
  /// The same person in another browser.
  public func again(_ person: Person) throws -> Person {
    Person(id: person.id, name: person.name, token: try site.admin.signIn(userId: person.id, now: .now))
  }

  /// Somebody in the system of an account.
  @discardableResult
  public func alter(
    _ name: String, of person: Person, visibility: String = "public", tags: (String, String)? = nil
  ) throws -> Int64 {
    try site.app.write { db in
      try db.execute(
        sql: """
          INSERT INTO template_alter(account_id, slug, name, pronouns, color, visibility, created_at)
          VALUES (?, ?, ?, 'they/them', 'a1b2c3', ?, 0)
          """, arguments: [person.id, name.lowercased(), name, visibility])
      let id = db.lastInsertedRowID
      if let tags {
        try db.execute(
          sql: "INSERT INTO template_proxy_tag(alter_id, prefix, suffix) VALUES (?, ?, ?)",
          arguments: [id, tags.0, tags.1])
      }
      return id
    }
  }

  /// They front from now on, the first one first.
  public func front(_ alters: [Int64], of person: Person) throws {
    try site.app.write { db in
      for (place, alter) in alters.enumerated() {
        try db.execute(
          sql: "INSERT INTO template_span(account_id, alter_id, position, started_at) VALUES (?, ?, ?, ?)",
          arguments: [person.id, alter, place + 1, Moment.now])
      }
    }
  }
}
