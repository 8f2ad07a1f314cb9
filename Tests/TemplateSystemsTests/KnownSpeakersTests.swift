import Components
import GRDB
import Kit
import KitTesting
import Testing

@testable import TemplateSystems

/// Who may speak is kept from one message to the next, and never a change too long.
@Suite struct KnownSpeakersTests {
  let site: TestSite
  let david: Person
  let yuki: Int64

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
    yuki = try site.alter("Yuki", of: david, tags: ("Y:", ""))
    try site.alter("Dexen", of: david, visibility: "private")
    try site.site.app.write {
      try $0.execute(sql: "INSERT INTO template_alter(slug, name, created_at) VALUES ('sol', 'Sol', 0)")
    }
  }

  private func speakers(_ known: KnownSpeakers) throws -> Speakers {
    try site.site.app.read { try known.of(david.id, isExact: true, $0) }
  }

  @Test(arguments: [
    "UPDATE template_alter SET name = 'Yuko' WHERE name = 'Yuki'",
    "UPDATE template_alter SET display_name = 'Y.' WHERE name = 'Yuki'",
    "UPDATE template_alter SET pronouns = 'she/her' WHERE name = 'Yuki'",
    "UPDATE template_alter SET color = '00ff00' WHERE name = 'Yuki'",
    "UPDATE template_alter SET visibility = 'private' WHERE name = 'Yuki'",
    "UPDATE template_alter SET archived_at = 1 WHERE name = 'Yuki'",
    "UPDATE template_alter SET position = 9 WHERE name = 'Yuki'",
    "DELETE FROM template_alter WHERE name = 'Dexen'",
    "INSERT INTO template_alter(account_id, slug, name, created_at) SELECT account_id, 'new', 'New', 0 FROM template_alter WHERE name = 'Yuki'",
    "INSERT INTO template_proxy_tag(alter_id, prefix, suffix) SELECT id, 'Z:', '' FROM template_alter WHERE name = 'Yuki'",
    "UPDATE template_proxy_tag SET prefix = 'Z:'", "DELETE FROM template_proxy_tag",
    "INSERT INTO template_voice(alter_id, may_speak) SELECT id, 1 FROM template_alter WHERE name = 'Dexen'",
    "INSERT INTO template_voice(alter_id, keeps_tags) SELECT id, 1 FROM template_alter WHERE name = 'Yuki'",
    "INSERT INTO template_field_visibility(alter_id, field, visibility) SELECT id, 'pronouns', 'private' FROM template_alter WHERE name = 'Yuki'",
    "UPDATE template_system SET account_id = (SELECT account_id FROM template_alter WHERE name = 'Yuki')",
  ])
  func whateverChangesThemIsNoticed(change: String) throws {
    let known = KnownSpeakers()
    let before = try speakers(known)
    #expect(try speakers(known) === before, "nothing has changed")
    try site.site.app.write { try $0.execute(sql: change) }
    let after = try speakers(known)
    #expect(after !== before)
    #expect("\(after.alters)" == "\(try speakers(KnownSpeakers()).alters)")
    #expect("\(after.alters)" != "\(before.alters)")
  }

  @Test func whatOthersDoKeepsThem() throws {
    let known = KnownSpeakers()
    let before = try speakers(known)
    let other = try site.signUp("kevin")
    try site.alter("Mio", of: other, tags: ("M:", ""))
    try site.front([yuki], of: david)
    try site.site.app.write { try $0.execute(sql: "UPDATE template_alter SET description = 'x'") }
    #expect(try speakers(known) === before)
  }

  @Test func whatWasTakenBackIsForgotten() throws {
    let known = KnownSpeakers()
    struct No: Error {}
    #expect(throws: No.self) {
      try site.site.app.write { db in
        try db.execute(sql: "UPDATE template_alter SET name = 'Secret' WHERE name = 'Yuki'")
        _ = try known.of(david.id, isExact: true, db)
        throw No()
      }
    }
    #expect(try !speakers(known).alters.contains { $0.voice.name == "Secret" })
  }
}
