import Components
import Foundation
import GRDB
import Kit
import KitTesting
import Template
import Testing

@testable import TemplateExchange

/// A site with somebody who brings files.
final class ImportBench {
  let site: TestSite
  let rowan: Person
  var template: TemplateModule { site.site.template }
  var house: House { template.exchange.house }

  init() throws {
    site = try TestSite()
    rowan = try site.signUp("rowan")
  }

  @discardableResult
  func bring(
    _ file: String, pictures: Data? = nil, asSaid: Bool = false, lists: Bool = false, isDry: Bool = false,
    as person: Person? = nil,
    at now: Moment = Moment(milliseconds: 1_700_000_000_000)
  ) throws -> [String] {
    try bring(
      Data(file.utf8), pictures: pictures, asSaid: asSaid, lists: lists, isDry: isDry, as: person, at: now)
  }

  @discardableResult
  func bring(
    _ file: Data, pictures: Data? = nil, asSaid: Bool = false, lists: Bool = false, isDry: Bool = false,
    as person: Person? = nil, at now: Moment = Moment(milliseconds: 1_700_000_000_000)
  ) throws -> [String] {
    try template.exchange.importSystem(
      file, pictures: pictures, into: (person ?? rowan).id, asSaid: asSaid, makesLists: lists, isDry: isDry,
      now: now
    ) { _, _ in }
  }

  func taken(_ format: SystemExchange.SystemFormat, of person: Person? = nil) throws -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try template.exchange.exportSystem(of: (person ?? rowan).id, as: format, now: Moment(milliseconds: 0))
    {
      bytes += $0
    }
    return bytes
  }

  func undo(_ id: Int64) throws -> [String] { try template.exchange.undoImport(id, of: rowan.id, now: .now) }

  func change(_ sql: String, _ arguments: StatementArguments = []) throws {
    try site.site.app.write { try $0.execute(sql: sql, arguments: arguments) }
  }

  func texts(_ sql: String) throws -> [String] {
    try site.site.app.read { try String.fetchAll($0, sql: sql) }
  }
  func count(_ sql: String) throws -> Int { try site.site.app.read { try Int.fetchOne($0, sql: sql) ?? 0 } }

  /// Every row of the tables that imports write to, as text.
  func dump() throws -> [String] {
    try site.site.app.read { db in
      try (ImportSheet.all.map(\.table) + ["template_import_change"]).flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1, 2").map { "\(table) \($0)" }
      }
    }
  }

  /// Does what waits for `rowhouse-jobs`.
  func work(at now: Moment = .now) throws {
    let queue = JobQueue(app: site.site.app)
    while let waiting = try queue.take([SystemExchange.importJob], now: now) {
      for job in template.jobs where job.name == waiting.name { try job.run(waiting.payload, now) }
      try queue.finish(waiting)
    }
  }
}

extension ImportBench {
  /// In none of the bytes that the site keeps.
  func expectNowhere(_ words: String...) throws {
    let files =
      FileManager.default.enumerator(at: site.folder, includingPropertiesForKeys: nil)?.allObjects ?? []
    let kept = files.compactMap { $0 as? URL }.compactMap { try? Data(contentsOf: $0) }
    #expect(kept.contains { $0.range(of: Data("template_kept".utf8)) != nil })
    for word in words {
      #expect(kept.allSatisfy { $0.range(of: Data(word.utf8)) == nil }, "\(word) is kept somewhere")
    }
  }
}
