import Foundation
import GRDB
import Kit

/// The work on imports, in `rowhouse-jobs`: what is to be done is what state they are in.
extension TemplateModule {
  static let importJob = "template.import"

  var importJobs: [Job] {
    [
      Job(Self.importJob, .enqueued) { payload, now in
        guard let id = Int64(payload) else { return }
        try work(onImport: id, now: now)
      },
      Job("template.old-imports", .every(seconds: 3600)) { _, now in try sweepImports(now: now) },
    ]
  }

  private var folder: ImportFolder { ImportFolder(house) }

  func work(onImport id: Int64, now: Moment) throws {
    guard let record = try house.read({ db in try ImportRecord.find(id, db) }) else { return }
    do {
      switch record.state {
      case .reading: try look(record, now)
      case .importing: try put(record, now)
      case .undoing: try undo(record, now)
      case .ready, .done, .undone, .failed: break
      }
    } catch let fault as FileFault {
      try house.write { db in try ImportRecord.fail(id, fault.sentence, now: now, db) }
      try folder.remove(record.file)
    }
    try folder.removeProgress(id)
  }

  /// A dry run: the file is read, compared, and nothing is written but the report.
  private func look(_ record: ImportRecord, _ now: Moment) throws {
    let file = try AnyFile.read(folder.read(record.file))
    let report = try dryRun(
      file, into: record.account, asSaid: false, now: now, progress: show(record.id, file))
    try house.write { db in
      try ImportRecord.note(record.id, app: file.app, report, db)
      _ = try ImportRecord.move(record.id, from: .reading, to: .ready, now: now, db)
    }
  }

  private func put(_ record: ImportRecord, _ now: Moment) throws {
    let file = try AnyFile.read(folder.read(record.file))
    try house.write { db in
      guard try ImportRecord.move(record.id, from: .importing, to: .done, now: now, db) else { return }
      var work = try Importing(
        file, into: record.account, asSaid: record.isAsSaid, importId: record.id, isDry: false, now: now, db,
        progress: show(record.id, file))
      try ImportRecord.note(record.id, app: file.app, work.run(), db)
    }
    try folder.remove(record.file)
  }

  private func undo(_ record: ImportRecord, _ now: Moment) throws {
    try house.write { db in
      guard try ImportRecord.move(record.id, from: .undoing, to: .undone, now: now, db) else { return }
      var (undo, report) = (ImportUndo(record.id, db), ImportReport())
      report.remarks = try undo.run()
      try ImportRecord.note(record.id, report, db)
    }
  }

  func dryRun(
    _ file: SystemFile, into account: Int64, asSaid: Bool, now: Moment, progress: @escaping (Int) -> Void
  ) throws -> ImportReport {
    try house.read { db in
      var work = try Importing(
        file, into: account, asSaid: asSaid, importId: 0, isDry: true, now: now, db, progress: progress)
      return try work.run()
    }
  }

  private func show(_ id: Int64, _ file: SystemFile) -> (Int) -> Void {
    let (folder, total) = (folder, Importing.total(file))
    return { folder.setProgress(id, $0, of: total) }
  }

  private func sweepImports(now: Moment) throws {
    for record in try house.read({ db in try ImportRecord.forgotten(now: now, db) }) {
      try house.write { db in
        try ImportRecord.fail(record.id, "It waited for a day, so the file was removed.", now: now, db)
      }
      try folder.remove(record.file)
    }
  }
}
