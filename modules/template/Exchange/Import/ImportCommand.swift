import GRDB
import HTTPTypes
import Kit

/// What the command line does with systems, at once and without jobs.
extension TemplateModule {
  /// Reads a file and puts it into an account's system; with `isDry` it only says what it would do. The answer
  /// is a line for each thing worth saying. Throws `Fault` for a file that can't be imported.
  public func importSystem(
    _ bytes: [UInt8], into account: Int64, asSaid: Bool, isDry: Bool, now: Moment,
    progress: @escaping (_ done: Int, _ total: Int) -> Void
  ) throws -> [String] {
    let file: SystemFile
    do { file = try AnyFile.read(bytes) } catch let fault as FileFault { throw Fault.invalid(fault.sentence) }
    let total = Importing.total(file)
    let show: (Int) -> Void = { progress($0, total) }
    guard !isDry else {
      let report = try dryRun(file, into: account, asSaid: asSaid, now: now, progress: show)
      return ["A file of \(file.app.title). This is what it would do:"] + report.lines
    }
    return try house.write { db in
      guard let id = try ImportRecord.begin(.importing, of: account, file: "", now: now, db) else {
        throw Fault(.conflict, "Another import of this account is not over yet.")
      }
      var work = try Importing(
        file, into: account, asSaid: asSaid, importId: id, isDry: false, now: now, db, progress: show)
      let report = try work.run()
      try ImportRecord.note(id, app: file.app, report, db)
      _ = try ImportRecord.move(id, from: .importing, to: .done, asSaid: asSaid, now: now, db)
      try house.doors.audit(AuditEntry("system.import", "import:\(id)", at: now), db)
      return ["A file of \(file.app.title), import \(id):"] + report.lines
    }
  }

  /// Takes an import of an account back. Throws `Fault` if there is none that could be.
  public func undoImport(_ id: Int64, of account: Int64, now: Moment) throws -> [String] {
    try house.write { db in
      guard try ImportRecord.find(id, db)?.account == account,
        try ImportRecord.move(id, from: .done, to: .undone, now: now, db)
      else { throw Fault(.notFound, "There is no such import that could be taken back.") }
      var undo = ImportUndo(id, db)
      var report = ImportReport()
      report.remarks = try undo.run()
      try ImportRecord.note(id, report, db)
      try house.doors.audit(AuditEntry("system.import-undo", "import:\(id)", at: now), db)
      return report.lines
    }
  }

  public enum SystemFormat: String, Sendable, CaseIterable { case pluralkit, rowhouse }

  /// Writes an account's system, in parts of some 64 KB; the answer is a line for each thing that could not go
  /// with it.
  public func exportSystem(
    of account: Int64, as format: SystemFormat, now: Moment, to write: ([UInt8]) throws -> Void
  ) throws -> [String] {
    try withoutActuallyEscaping(write) { write in
      var buffer: [UInt8] = []
      let remarks = try house.read { db in
        try export(account, format, now, db) { text in
          buffer += text.utf8
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
    to write: @escaping (String) throws -> Void
  ) throws -> Remarks {
    switch format {
    case .pluralkit: return try PluralKitExport.write(account, db, to: write)
    case .rowhouse:
      try RowhouseExport.write(account, now: now, db, to: write)
      return Remarks()
    }
  }
}

extension Remarks.Line {
  var words: String { "\(kind.sentence): \(count) \(reason)" }
}
