import Foundation
import GRDB
import HTTPTypes
import Kit
import TemplateSystems

/// What the command line does with systems, at once and without jobs.
extension SystemExchange {
  /// Reads a file and puts it into an account's system; with `isDry` it only says what it would do. The answer
  /// is a line for each thing worth saying. Throws `Fault` for a file that can't be imported.
  package func importSystem(
    _ bytes: Data, pictures: Data? = nil, into account: Int64, asSaid: Bool, makesLists: Bool = false,
    bringsBack: Bool = false, isDry: Bool, now: Moment,
    progress: @escaping (_ done: Int, _ total: Int) -> Void
  ) throws -> [String] {
    let brought: BroughtFile
    do { brought = try BroughtFile(bytes, pictures: pictures, now: now) } catch let fault as FileFault {
      throw Fault.invalid(fault.sentence)
    }
    let file = brought.system
    let wishes = ImportWishes(isAsSaid: asSaid, makesLists: makesLists, bringsBack: bringsBack)
    guard !isDry else {
      let report = try dryRun(brought, into: account, wishes, now: now, progress: progress)
      return ["A file of \(file.app.title). This is what it would do:"] + report.lines
    }
    return try ImportFolder(house).alone {
      let record = try begin(file, account, wishes, now)
      do {
        try carryOut(record, brought, now: now, progress: progress) { db in
          try house.doors.audit(AuditEntry("system.import", "import:\(record.id)", at: now), db)
        }
      } catch {
        // On a full disk that fails as well; then it is cleared away later (`sweepLeft`).
        try? forget(record)
        throw error
      }
      let report = try house.read { db in try ImportRecord.find(record.id, db)?.report }
      return ["A file of \(file.app.title), import \(record.id):"] + (report ?? ImportReport()).lines
    }
  }

  private func begin(_ file: SystemFile, _ account: Int64, _ wishes: ImportWishes, _ now: Moment) throws
    -> ImportRecord
  {
    try finishCommands(of: account, now)
    return try house.write { db in
      guard let id = try ImportRecord.begin(.importing, of: account, file: "", now: now, db),
        try ImportRecord.move(id, from: .importing, to: .importing, wishes, now: now, db)
      else { throw Fault(.conflict, "Another import of this account is not over yet.") }
      try ImportRecord.note(id, app: file.app, ImportReport(), db)
      guard let record = try ImportRecord.find(id, db) else { throw Fault.notFound }
      return record
    }
  }

  /// What failed before anybody saw it was never there.
  private func forget(_ record: ImportRecord) throws {
    let now = try house.read { db in try ImportRecord.find(record.id, db) }
    guard let now, now.phase != .shown, now.state == .importing else { return }
    try ImportSweep(house: house, importId: record.id).run()
    try house.write { db in try ImportRecord.forget(record.id, db) }
  }

  /// Takes an import of an account back. Throws `Fault` if there is none that could be.
  package func undoImport(_ id: Int64, of account: Int64, now: Moment) throws -> [String] {
    try ImportFolder(house).alone {
      try finishCommands(of: account, now)
      try house.write { db in
        guard try ImportRecord.find(id, db)?.account == account,
          try ImportRecord.move(id, from: .done, to: .undoing, now: now, db)
        else { throw Fault(.notFound, "There is no such import that could be taken back.") }
      }
      var undo = ImportUndo(house, id)
      try undo.run(now) { db in
        try house.doors.audit(AuditEntry("system.import-undo", "import:\(id)", at: now), db)
      }
      return try house.read { db in try ImportRecord.find(id, db)?.report.lines ?? [] }
    }
  }

  package enum SystemFormat: String, Sendable, CaseIterable {
    case pluralkit, rowhouse
    /// With pictures.
    case rowhouseZip = "rowhouse-zip"

    var file: (ending: String, type: String) {
      self == .rowhouseZip ? ("zip", "application/zip") : ("json", "application/json")
    }
  }

  /// Writes an account's system, in parts of some 64 KB; the answer is a line for each thing that could not go
  /// with it.
  package func exportSystem(
    of account: Int64, as format: SystemFormat, now: Moment, to write: ([UInt8]) throws -> Void
  ) throws -> [String] {
    try withoutActuallyEscaping(write) { write in
      var buffer: [UInt8] = []
      let remarks = try house.read { db in
        try export(account, format, now, db) { bytes in
          buffer += bytes
          guard buffer.count > 65_536 else { return }
          try write(buffer)
          buffer.removeAll(keepingCapacity: true)
        }
      }
      try write(buffer)
      return remarks.lines.map(\.words)
    }
  }

  private func export(
    _ account: Int64, _ format: SystemFormat, _ now: Moment, _ db: Database,
    to write: @escaping ([UInt8]) throws -> Void
  ) throws -> Remarks {
    switch format {
    case .pluralkit: return try PluralKitExport.write(account, db) { try write(Array($0.utf8)) }
    case .rowhouse:
      try RowhouseExport.write(account, now: now, db) { try write(Array($0.utf8)) }
      return Remarks()
    case .rowhouseZip: return try RowhouseArchive.write(account, systems.pictures, now: now, db, to: write)
    }
  }
}
