import Foundation
import GRDB
import Kit
import KitTesting
import Template
import TemplateTesting
import Testing

@testable import TemplateExchange
@testable import TemplateSystems

/// An import is written in short transactions that nobody sees before the last one.
@Suite struct ImportPiecesTests {
  private let bench: ImportBench
  private let alters =
    "SELECT name FROM template_alter WHERE account_id IS NOT NULL AND account_id > 0 ORDER BY name"

  init() throws { bench = try ImportBench() }

  private func system(members: Int = 30, switches: Int = 60) -> String {
    let people = (0..<members).map {
      """
      {"id":"m\($0)","name":"N\($0)","proxy_tags":[{"prefix":"\($0):","suffix":null}],"uuid":"u\($0)",
      "privacy":{"visibility":"public","name_privacy":"private"}}
      """
    }
    let changes = (0..<switches).map {
      #"{"timestamp":"20\#(60 - $0 / 2 % 60)-0\#($0 % 2 + 1)-01T00:00:00Z","members":["m\#($0 % members)"]}"#
        .replacing("\"20", with: "\"19")
    }
    let everybody = (0..<members).map { "\"m\($0)\"" }.joined(separator: ",")
    return """
      {"version":2,"members":[\(people.joined(separator: ","))],
       "groups":[{"id":"g","name":"G","members":[\(everybody)]}],"switches":[\(changes.joined(separator: ","))]}
      """
  }

  /// As `rowhouse-jobs` does it, each sixteen steps in a transaction of their own.
  private func carryOut(
    _ text: String, at now: Moment = Moment(milliseconds: 1_700_000_000_000),
    between: @escaping () -> Void = {}
  ) throws -> Int64 {
    let (id, file) = (try begun(), try BroughtFile(Data(text.utf8)))
    try goOn(id, file, at: now, between: between)
    return id
  }

  private func begun() throws -> Int64 {
    let id = try bench.house.write { db in
      try ImportRecord.begin(.importing, of: bench.rowan.id, file: "x", now: .now, db)
    }
    return try #require(id)
  }

  private func goOn(
    _ id: Int64, _ file: BroughtFile, at now: Moment = Moment(milliseconds: 1_700_000_000_000),
    between: @escaping () -> Void = {}
  ) throws {
    let record = try #require(try bench.house.read { db in try ImportRecord.find(id, db) })
    if record.phase == .unseen { try ImportSweep(house: bench.house, importId: id).run() }
    let total = Importing.total(file.system)
    try ShortTurn.$length.withValue(.zero) {
      try bench.template.exchange.carryOut(record, file, now: now) { done, _ in if done >= total { between() }
      }
    }
  }

  /// What everybody else can see of it.
  private func seen() throws -> [String] {
    try bench.texts(alters) + bench.texts("SELECT 'span' FROM template_history WHERE account_id IS NOT NULL")
      + bench.texts("SELECT 'kept' FROM template_kept_aside")
      + bench.texts("SELECT name FROM template_group WHERE account_id = \(bench.rowan.id)")
  }

  @Test func `until the last transaction nobody sees anything, and then all of it`() throws {
    var (looks, isAnything) = (0, 0)
    _ = try carryOut(system()) { [self] in
      looks += 1
      if (try? seen().isEmpty) != true { isAnything += 1 }
      #expect(!bench.site.get("/account/system", as: bench.rowan).text.contains("N1") || isAnything > 0)
    }
    #expect(looks > 8 && isAnything == 1, "\(looks) transactions, seen after \(isAnything)")
    #expect(try bench.texts(alters).count == 30)
    #expect(try bench.count("SELECT count(*) FROM template_import WHERE phase <> '' OR state <> 'done'") == 0)
  }

  @Test(arguments: [
    "alter", "proxy_tag", "field_visibility", "group", "group_alter", "span", "kept", "account",
  ])
  func `broken off anywhere, nothing is seen, it can begin anew, and ends the same`(table: String) throws {
    let text = system()
    let id = try begun()
    let file = try BroughtFile(Data(text.utf8))
    for most in [0, 17, 29] where most < 20 || !["group", "account"].contains(table) {
      try bench.change(
        """
        CREATE TRIGGER template_stop BEFORE INSERT ON template_\(table)
        WHEN (SELECT count(*) FROM template_\(table)) >= \(most) BEGIN SELECT RAISE(ABORT, 'no'); END
        """)
      if most == 0 || !["group", "account"].contains(table) {
        #expect(throws: DatabaseError.self) { try goOn(id, file) }
        #expect(try seen() == [])
      }
      try bench.change("DROP TRIGGER template_stop")
    }
    try goOn(id, file)
    let here = try bench.taken(.pluralkit)
    #expect(try bench.undo(id) == [])
    #expect(try seen() == [])
    for table in ["alter", "span", "kept", "group", "proxy_tag", "import_change"] {
      let own = table == "alter" ? " WHERE account_id IS NOT NULL" : ""
      #expect(try bench.count("SELECT count(*) FROM template_\(table)\(own)") == 0, "\(table)")
    }
    try bench.bring(text)
    #expect(try bench.taken(.pluralkit) == here)
  }

  @Test func `what was broken off and is not wanted any more is swept`() throws {
    let before = try bench.dump()
    try bench.change(
      "CREATE TRIGGER template_stop BEFORE INSERT ON template_kept BEGIN SELECT RAISE(ABORT, 'no'); END")
    #expect(throws: DatabaseError.self) { _ = try carryOut(system()) }
    try bench.change("DROP TRIGGER template_stop")
    #expect(try bench.count("SELECT count(*) FROM template_span") > 0)
    for job in bench.template.jobs where job.name == "template.old-imports" { try job.run("", .now + 90_000) }
    #expect(try bench.dump() == before)
    #expect(
      try bench.count("SELECT count(*) FROM template_import WHERE state = 'failed' AND phase = ''") == 1)
  }

  @Test(arguments: ["silenced", "suspended"])
  func `whoever may not write any more shows nothing of it`(kind: String) throws {
    var isDone = false
    #expect(throws: ImportWriting.NotNow.self) {
      _ = try carryOut(system()) { [self] in
        guard !isDone else { return }
        isDone = true
        try? bench.change(
          """
          INSERT INTO admin_sanction(user_id, kind, reason, author_id, at)
          VALUES (\(bench.rowan.id), '\(kind)', 'Spam', 1, 0)
          """)
      }
    }
    #expect(isDone)
    #expect(try seen() == [])
    let id = try Int64(bench.count("SELECT max(id) FROM template_import"))
    try bench.template.exchange.work(onImport: id, now: .now)
    #expect(
      try bench.count("SELECT count(*) FROM template_import WHERE state = 'failed' AND phase = ''") == 1)
    #expect(try bench.count("SELECT count(*) FROM template_alter WHERE account_id < 0") == 0)
  }

  @Test func `whoever deletes their account meanwhile leaves nothing`() throws {
    var isDone = false
    #expect(throws: ImportWriting.Stopped.self) {
      _ = try carryOut(system()) { [self] in
        guard !isDone else { return }
        isDone = true
        do { try bench.template.erase(bench.rowan.id, keepingPosts: true, now: .now) } catch {
          Issue.record(error)
        }
      }
    }
    for table in ["alter", "span", "kept", "group", "proxy_tag", "import_change", "import"] {
      let own = table == "alter" ? " WHERE account_id IS NOT NULL" : ""
      #expect(try bench.count("SELECT count(*) FROM template_\(table)\(own)") == 0, "\(table)")
    }
  }

  @Test func `a switch in the middle counts, and an open front of the file ends there`() throws {
    let own = try bench.site.add("N3", for: bench.rowan)
    let alter = try #require(own.split(separator: "/").last.flatMap { Int64($0) })
    var isDone = false
    let text = system().replacing(
      "\"switches\":[", with: #""switches":[{"timestamp":"2023-01-01T00:00:00Z","members":["m1"]},"#)
    _ = try carryOut(text) { [self] in
      guard !isDone else { return }
      isDone = true
      do {
        try bench.house.write { db in
          _ = try Switch.set(
            [Switch.Fronter(alter: alter)], of: bench.rowan.id, .site, actor: bench.rowan.id, at: .now, db)
        }
        // Somebody new with the word of somebody in the file.
        _ = try bench.site.add("N4", for: bench.rowan)
      } catch { Issue.record(error) }
    }
    #expect(
      try bench.texts(
        "SELECT a.name FROM template_history s JOIN template_alter a ON a.id = alter_id WHERE ended_at IS NULL"
      )
        == ["N3"])
    #expect(try bench.texts(alters).filter { $0 == "N4" }.count == 2)
    #expect(
      try bench.count(
        "SELECT count(*) FROM template_history WHERE ended_at IS NOT NULL AND ended_at < started_at")
        == 0)
  }

  @Test func `what the person changes or deletes while it is imported stays so`() throws {
    try bench.bring(system(members: 4, switches: 4))
    var isDone = false
    let newer = system(members: 40, switches: 60).replacing(#""name":"N"#, with: #""name":"New"#)
    let id = try carryOut(newer) { [self] in
      guard !isDone else { return }
      isDone = true
      do {
        try bench.change("UPDATE template_alter SET name = 'Mine' WHERE name = 'N1'")
        let gone = try bench.count("SELECT id FROM template_alter WHERE name = 'N2'")
        try bench.change("DELETE FROM template_span WHERE alter_id = ?", [gone])
        try bench.change("DELETE FROM template_alter WHERE id = ?", [gone])
      } catch { Issue.record(error) }
    }
    let names = try bench.texts(alters)
    #expect(
      names.contains("Mine") && names.contains("New0") && !names.contains("N2") && !names.contains("New2"))
    let report = try #require(try bench.house.read { db in try ImportRecord.find(id, db)?.report })
    #expect(report.remarks.count(.yours, "details that were changed while it was imported") > 0)
    #expect(try bench.count("SELECT count(*) FROM pragma_foreign_key_check") == 0)
  }

  @Test func `taking it back goes on where it was broken off`() throws {
    _ = bench.site.get("/")
    let before = try bench.dump()
    try bench.bring(system())
    try bench.change("UPDATE template_alter SET name = 'Mine' WHERE name = 'N7'")
    try bench.change(
      """
      CREATE TRIGGER template_stop BEFORE DELETE ON template_import_change WHEN OLD.kind = 'tag'
      BEGIN SELECT RAISE(ABORT, 'no'); END
      """)
    _ = bench.site.post("/account/system/import/1/undo", as: bench.rowan)
    #expect(throws: (any Error).self) { try ShortTurn.$length.withValue(.zero) { try bench.work() } }
    #expect(try bench.count("SELECT count(*) FROM template_history WHERE account_id IS NOT NULL") == 0)
    try bench.change("DROP TRIGGER template_stop")
    try bench.template.exchange.work(onImport: 1, now: .now)
    #expect(try bench.texts(alters) == ["Mine"])
    let report = bench.site.get("/account/system/import/1", as: bench.rowan).text
    #expect(report.contains("was taken back") && report.contains("1 members who were changed since"))
    try bench.change("DELETE FROM template_alter WHERE name = 'Mine'")
    #expect(try bench.dump() == before)
  }

  @Test func `many changes of what is here go on after it is shown, and are finished after a crash`() throws {
    try bench.bring(system(members: 60))
    let newer = system(members: 60).replacing(#""name":"N"#, with: #""name":"New"#)
    try bench.change(
      """
      CREATE TRIGGER template_stop BEFORE UPDATE ON template_alter WHEN NEW.name = 'New50'
      BEGIN SELECT RAISE(ABORT, 'no'); END
      """)
    let (id, file) = (try begun(), try BroughtFile(Data(newer.utf8)))
    #expect(throws: DatabaseError.self) { try goOn(id, file) }
    let changed = try bench.texts(alters).count { $0.hasPrefix("New") }
    #expect(changed > 0 && changed < 60)
    try bench.change("DROP TRIGGER template_stop")
    try goOn(id, file)
    #expect(try bench.texts(alters).allSatisfy { $0.hasPrefix("New") })
    #expect(try bench.undo(id) == [])
    #expect(try bench.texts(alters).allSatisfy { !$0.hasPrefix("New") })
  }

  @Test func `what a command left that was killed is swept by the next round of jobs`() throws {
    let (house, before) = (bench.house, try bench.dump())
    let id = try house.write { db in
      try ImportRecord.begin(.importing, of: bench.rowan.id, file: "", now: .now, db)
    }
    try bench.change(
      "CREATE TRIGGER template_stop BEFORE INSERT ON template_kept BEGIN SELECT RAISE(ABORT, 'no'); END")
    #expect(throws: DatabaseError.self) {
      try goOn(try #require(id), try BroughtFile(Data(system().utf8)))
    }
    try bench.change("DROP TRIGGER template_stop")
    #expect(try bench.count("SELECT count(*) FROM template_span") > 0)
    // It held this, and is gone.
    try ImportFolder(house).alone {}
    let job = try #require(bench.template.jobs.first { $0.name == "template.unseen-imports" })
    try job.run("", .now)
    #expect(try bench.dump() == before)
    #expect(try bench.texts("SELECT state || phase FROM template_import") == ["failed"])
  }

  @Test func `what a command left that was killed is put away by the next one`() throws {
    let (house, text) = (bench.house, system())
    let id = try house.write { db in
      try ImportRecord.begin(.importing, of: bench.rowan.id, file: "", now: .now, db)
    }
    try bench.change(
      "CREATE TRIGGER template_stop BEFORE INSERT ON template_kept BEGIN SELECT RAISE(ABORT, 'no'); END")
    #expect(throws: DatabaseError.self) { try goOn(try #require(id), try BroughtFile(Data(text.utf8))) }
    try bench.change("DROP TRIGGER template_stop")
    #expect(try bench.bring(text).contains("Members and custom fronts: 30 new"))
    #expect(
      try bench.texts("SELECT state || phase || sentence FROM template_import ORDER BY id") == [
        "failedIt was broken off, and nothing was changed.", "done",
      ])
  }
}
