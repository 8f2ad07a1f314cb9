import GRDB
import KitTesting

@testable import Components

/// What the addresses of accounts' systems may name.
extension WalkedSite {
  static func isAboutSystems(_ stem: String) -> Bool {
    stem.hasPrefix("/account/system/") || ["/systems/", "/alters/", "/pictures/"].contains(stem)
  }

  func systemThing(_ stem: String, _ thing: Thing, _ person: Person?) throws -> String? {
    switch stem {
    case "/account/system/alters/": try owned(thing, person) { try self.alter(of: $0) }
    case "/account/system/groups/": try owned(thing, person) { try self.part("group", of: $0) }
    case "/account/system/fields/": try owned(thing, person) { try self.part("field", of: $0) }
    case "/systems/":
      try pick(
        thing, own: person.map { "\($0.id)" }, others: "\(openSystem())", secret: "\(ada.id)", gone: "999999")
    case "/alters/":
      try pick(
        thing, own: person.flatMap { try alter(of: $0) }.map { "\($0)" },
        others: alter(of: ada, "public").map { "\($0)" }, secret: alter(of: ada).map { "\($0)" },
        gone: "999999")
    case "/pictures/":
      try pick(
        thing, own: person.flatMap { try picture(of: $0, "private") }, others: picture(of: ada, "public"),
        secret: picture(of: ada, "private"), gone: "nothing")
    default: throw Unknown(stem: stem)
    }
  }

  private func alter(of person: Person, _ visibility: String = "private") throws -> Int64? {
    try insert(
      """
      INSERT INTO template_alter (account_id, slug, name, visibility, created_at)
      VALUES (?, lower(hex(randomblob(8))), 'Walker', ?, 0) RETURNING id
      """, [person.id, visibility])
  }

  private func part(_ kind: String, of person: Person) throws -> Int64? {
    try insert(
      "INSERT INTO template_\(kind) (account_id, name) VALUES (?, 'Walkers') RETURNING id", [person.id])
  }

  private func openSystem() throws -> Int64 {
    let somebody = try spareAccount()
    _ = test.postAgreeing("/account/system/edit", ["name": "Open", "visibility": "public"], as: somebody)
    return somebody.id
  }

  /// The picture of an alter whom these may know of.
  private func picture(of person: Person, _ visibility: String) throws -> String? {
    try test.site.app.write { db in
      let mark = try String.fetchOne(
        db,
        sql: """
          INSERT INTO template_picture (account_id, mark, hash, kind, width, height, size, created_at)
          VALUES (?, lower(hex(randomblob(16))), 'x', 'png', 1, 1, 1, 0) RETURNING mark
          """, arguments: [person.id])
      try db.execute(
        sql: """
          INSERT INTO template_alter (account_id, slug, name, avatar, visibility, created_at)
          VALUES (?, lower(hex(randomblob(8))), 'Walker', ?, ?, 0)
          """, arguments: [person.id, mark, visibility])
      return mark
    }
  }
}
