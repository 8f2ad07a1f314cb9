import Foundation
import GRDB
import Kit
import KitTesting
import Testing

@testable import TemplateExchange

/// Our own archive, out and in.
@Suite struct ArchiveTests {
  private static let simplyPlural = """
    {"users":[{"_id":"u","username":"trees"}],
     "members":[{"_id":"m1","name":"Ash","info":{"f":"x"},"archived":true,"archivedReason":"rest"},{"_id":"m2","name":"Birch"}],
     "frontStatuses":[{"_id":"c","name":"Asleep"}],"customFields":[{"_id":"f","name":"F","type":2}],
     "groups":[{"_id":"h","name":"H","parent":"g"},{"_id":"g","name":"G","emoji":"🌳","members":["m1"]}],
     "frontHistory":[{"_id":"1","member":"m2","startTime":1000,"live":true,"customStatus":"tea"}],
     "comments":[{"_id":"k","documentId":"1","collection":"frontHistory","text":"t","time":5}],"notes":[{"_id":"n","note":"N"}]}
    """

  private func full() throws -> ImportBench {
    let bench = try ImportBench()
    var invented = InventedSystem(4)
    try bench.bring(invented.file(), asSaid: true)
    try bench.bring(Self.simplyPlural)
    try bench.change(
      """
      INSERT INTO template_alter(account_id, slug, name, created_at, visibility, front_visibility)
      VALUES(?, 'own', 'Own', 1, 'members', 'friends')
      """, [bench.rowan.id])
    return bench
  }

  /// Without the day it was made, and the ids of this site.
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `another account gets all of it, and gives the same archive again`() throws {
    let bench = try full()
    let archive = text(try bench.taken(.rowhouse))
    let david = try bench.site.signUp("david")
    try bench.bring(archive, asSaid: true, as: david)
    let copy = text(try bench.taken(.rowhouse, of: david))
    #expect(copy == archive)
    #expect(archive.contains("\"visibility\":\"members\",\"front_visibility\":\"friends\""))
    #expect(archive.contains("tea") && archive.contains("🌳") && archive.contains("912345678901234567"))
  }

  @Test func `without a word for it nothing in an archive is seen`() throws {
    let bench = try full()
    let david = try bench.site.signUp("david")
    try bench.bring(text(try bench.taken(.rowhouse)), as: david)
    let copy = text(try bench.taken(.rowhouse, of: david))
    for word in ["public", "members", "friends"] {
      #expect(!copy.contains("\"visibility\":\"\(word)\"") && !copy.contains("_visibility\":\"\(word)\""))
    }
    #expect(try !text(bench.taken(.pluralkit, of: david)).contains("\"public\""))
  }

  @Test func `brought back to where it came from, it doubles nothing and mends what was changed`() throws {
    let bench = try full()
    let archive = text(try bench.taken(.rowhouse))
    let before = try bench.dump()
    let same = try bench.bring(archive, asSaid: true)
    #expect(!same.contains { $0.contains(" new") || $0.contains(" changed,") }, "\(same)")
    #expect(try bench.dump() == before)
    try bench.change("UPDATE template_alter SET name = 'Broken' WHERE slug = 'own'")
    try bench.bring(archive, asSaid: true)
    #expect(try bench.texts("SELECT name FROM template_alter WHERE slug = 'own'") == ["Own"])
  }

  @Test func `what a hand has put into an archive is kept no more than in any other file`() throws {
    let bench = try ImportBench()
    try bench.bring(
      #"{"rowhouse_system":1,"alters":[{"id":"rowhouse/x.1","name":"A","kind":"alter"}],"kept":[{"app":"pluralkit","kind":"system","json":{"uuid":"u","webhook_url":"secret"}},{"app":"simplyplural","kind":"tokens","json":{"t":"secret"}},{"app":"evil","kind":"system","json":{"uuid":"secret"}}]}"#
    )
    #expect(try bench.texts("SELECT json FROM template_kept") == ["{\"uuid\":\"u\"}"])
  }
}
