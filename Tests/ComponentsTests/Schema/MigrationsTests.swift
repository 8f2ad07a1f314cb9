import Crypto
import Foundation
import GRDB
import Kit
import KitTesting
import Testing

@testable import Components

@Suite final class MigrationsTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private var file: URL { folder.appending(path: "a.db") }

  deinit { try? FileManager.default.removeItem(at: folder) }  // a temporary folder that stays harms nobody

  private static let family = Migration(
    "a.0001-family",
    """
    CREATE TABLE parent(id INTEGER PRIMARY KEY, name TEXT) STRICT;
    CREATE TABLE child(id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent(id) ON DELETE CASCADE) STRICT;
    INSERT INTO parent VALUES(7, 'Ada'); INSERT INTO child VALUES(70, 7);
    """)

  @Test func childrenSurviveThatTheirParentsTableIsMadeAnew() throws {
    _ = try Storage.open(file, [Self.family])
    let rebuilt = Migration(
      "a.0002-rebuilt",
      """
      CREATE TABLE parent_new(name TEXT, id INTEGER PRIMARY KEY) STRICT;
      INSERT INTO parent_new(id, name) SELECT id, name FROM parent;
      DROP TABLE parent;
      ALTER TABLE parent_new RENAME TO parent;
      """)
    let queue = try Storage.open(file, [Self.family, rebuilt])
    #expect(try queue.read { try Int.fetchAll($0, sql: "SELECT id FROM child WHERE parent_id = 7") } == [70])
    #expect(throws: DatabaseError.self, "and foreign keys hold again") {
      try queue.write { try $0.execute(sql: "INSERT INTO child VALUES(71, 8)") }
    }
  }

  @Test func aMigrationThatLosesAParentChangesNothing() throws {
    _ = try Storage.open(file, [Self.family])
    let careless = Migration("a.0002-careless", "CREATE TABLE other(x); DELETE FROM parent")
    let error = #expect(throws: StorageError.self) { try Storage.open(file, [Self.family, careless]) }
    #expect(error?.description.contains("child row 70") == true)
    let queue = try Storage.open(file, [Self.family])
    #expect(try queue.read { try SiteFiles.count("parent", $0) } == 1)
    #expect(try queue.read { try !$0.tableExists("other") })
  }

  private static let document = TestSite.projectFolder.appending(path: "docs/migrations.txt")

  /// What has shipped is never edited: old files have been through it as it was. `make schema` adds lines.
  @Test func shippedMigrationsAreUnchanged() throws {
    let now = SiteFiles.all.flatMap { file in
      file.migrations.map { "\(file.name) \($0.name) \(Self.hash($0))" }
    }
    var shipped = try String(contentsOf: Self.document, encoding: .utf8).split(separator: "\n").map(
      String.init)
    if SchemaTests.isWriting {
      let known = Set(shipped.map(Self.withoutHash))
      shipped += now.filter { !known.contains(Self.withoutHash($0)) }
      try (shipped.joined(separator: "\n") + "\n").write(to: Self.document, atomically: true, encoding: .utf8)
    }
    for line in now where !shipped.contains(line) {
      Issue.record("changed, or new and not yet written down (make schema): \(line)")
    }
    #expect(Set(now).isSuperset(of: shipped), "one is gone")
  }

  /// The file and the name.
  private static func withoutHash(_ line: String) -> [Substring] { line.split(separator: " ").dropLast() }

  private static func hash(_ migration: Migration) -> String {
    let text = migration.sql + (migration.minReader.map { "\n-- reader \($0)" } ?? "")
    return SHA256.hash(data: Data(text.utf8)).hex
  }

  @Test func everyFileOfTheSiteIsListedHere() throws {
    let test = try TestSite()
    let files = Checkpoints(test.site.settings).databases.map {
      $0.path.dropFirst(test.folder.path.count + 1)
    }
    #expect(Set(files.map(String.init)) == Set(SiteFiles.all.map(\.name)))
  }

  /// From each schema that ever was, with rows in every table: nothing is lost, and the file is whole.
  @Test(arguments: SiteFiles.all.map(\.name)) func fullDatabasesOfAllEarlierSchemasMigrate(name: String)
    throws
  {
    let migrations = try #require(SiteFiles.all.first { $0.name == name }).migrations
    for count in 1...migrations.count {
      let file = folder.appending(path: "\(count).db")
      let before = try fill(file, Array(migrations.prefix(count)))
      let queue = try Storage.open(file, migrations)
      try queue.read { db in
        for table in try SiteFiles.tables(db) {
          let rows = try SiteFiles.count(table, db)
          #expect(rows >= before[table] ?? 0, "\(table), from \(migrations[count - 1].name)")
        }
        #expect(try String.fetchAll(db, sql: "PRAGMA quick_check") == ["ok"], "\(migrations[count - 1].name)")
        #expect(try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil)
      }
    }
  }

  /// The number of rows in each table.
  private func fill(_ file: URL, _ migrations: [Migration]) throws -> [String: Int] {
    _ = try Storage.open(file, migrations)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false  // in whatever order the tables come
    return try DatabaseQueue(path: file.path, configuration: configuration).write { db in
      try Filler(db: db).fill()
      #expect(try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil)
      return try SiteFiles.tables(db).reduce(into: [:]) { counts, table in
        counts[table] = try SiteFiles.count(table, db)
        #expect(counts[table] ?? 0 > 0, "\(table) is empty after \(migrations.last?.name ?? "")")
      }
    }
  }
}
