import Foundation
import GRDB
import Kit
import TemplateSystems

/// The work on imports, in `rowhouse-jobs`: what is to be done is what state they are in.
extension SystemExchange {
  static let importJob = "template.import"

  var importJobs: [Job] {
    [
      Job(Self.importJob, .enqueued) { payload, now in
        guard let id = Int64(payload) else { return }
        try work(onImport: id, now: now)
      },
      Job("template.old-imports", .every(seconds: 3600)) { _, now in try sweepImports(now: now) },
      Job("template.unseen-imports", .every(seconds: 30)) { _, now in try sweepLeft(now: now) },
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
      try folder.remove(record)
    }
    try folder.removeProgress(id)
  }

  /// A dry run: the file is read, compared, and nothing is written but the report.
  private func look(_ record: ImportRecord, _ now: Moment) throws {
    let brought = try folder.read(record, now: now)
    let report = try dryRun(
      brought, into: record.account, ImportWishes(), now: now, progress: show(record.id))
    try house.write { db in
      try ImportRecord.note(record.id, app: brought.system.app, report, db)
      _ = try ImportRecord.move(record.id, from: .reading, to: .ready, now: now, db)
    }
  }

  private func put(_ record: ImportRecord, _ now: Moment) throws {
    if record.phase == .unseen { try ImportSweep(house: house, importId: record.id).run() }
    let brought = try folder.read(record, now: now)
    do {
      try carryOut(record, brought, now: now, progress: show(record.id))
    } catch is ImportWriting.Stopped {
      try sweepUnseen()
    } catch let notNow as ImportWriting.NotNow {
      // How far it came is known by its record alone.
      let record = try house.read { db in try ImportRecord.find(record.id, db) } ?? record
      try giveUp(record, notNow.description, now)
      try sweepUnseen()
    }
    try folder.remove(record)
  }

  /// Writes an import that nothing of has been seen yet, or what is left of one.
  func carryOut(
    _ record: ImportRecord, _ brought: BroughtFile, now: Moment, progress: @escaping (Int, Int) -> Void,
    finishing: (Database) throws -> Void = { _ in }
  ) throws {
    let total = Importing.total(brought.system)
    // Those of an import that ends too early are cleared away like any that nobody uses.
    let kept = try ImportPictures(brought) { try systems.pictures.keep($0, for: record.account, at: now) }
    var wishes = record.wishes
    wishes.faces = faces
    var work = try house.read { db in
      // Comparing is half of the way.
      var work = try Importing(
        brought.system, kept, into: record.account, wishes, isDry: false, now: now, db
      ) { progress($0, 2 * total) }
      try work.run()
      return work
    }
    if record.phase == .shown { work.plan.leaveUnseen() }
    var writing = ImportWriting(house, record, work) { done, steps in
      progress(total + total * done / max(1, steps), 2 * total)
    }
    try writing.run(now, finishing: finishing)
  }

  private func undo(_ record: ImportRecord, _ now: Moment) throws {
    var undo = ImportUndo(house, record.id)
    try undo.run(now)
  }

  func dryRun(
    _ brought: BroughtFile, into account: Int64, _ wishes: ImportWishes, now: Moment,
    progress: @escaping (Int, Int) -> Void
  ) throws -> ImportReport {
    let total = Importing.total(brought.system)
    let seen = try ImportPictures(brought) { try systems.pictures.mark(of: $0, for: account) }
    var wishes = wishes
    wishes.faces = faces
    return try house.read { db in
      var work = try Importing(brought.system, seen, into: account, wishes, isDry: true, now: now, db) {
        progress($0, total)
      }
      try work.run()
      return work.report
    }
  }

  private var faces: Set<String> { Set(systems.faces.shipped.map(\.slug)) }

  private func show(_ id: Int64) -> (Int, Int) -> Void {
    let folder = folder
    return { folder.setProgress(id, $0, of: $1) }
  }

  /// What nobody works on any more, whatever broke it off: a command that was killed, a disk that was full.
  private func sweepLeft(now: Moment) throws {
    let left = try house.read { db in try ImportRecord.leftByCommands(db) }
    if !left.isEmpty { try folder.aloneIfFree { try finishCommands(of: nil, now) } }
    try sweepUnseen()
  }

  private func sweepImports(now: Moment) throws {
    try sweepLeft(now: now)
    for record in try house.read({ db in try ImportRecord.forgotten(now: now, db) }) {
      try giveUp(record, "It waited for a day, so the file was removed.", now)
    }
    try sweepUnseen()
  }

  private func sweepUnseen() throws {
    for record in try house.read({ db in try ImportRecord.leftUnseen(db) }) {
      try ImportSweep(house: house, importId: record.id).run()
    }
  }

  /// What commands left that ended too early. Whoever calls this knows that none of them is alive.
  func finishCommands(of account: Int64?, _ now: Moment) throws {
    for record in try house.read({ db in try ImportRecord.leftByCommands(of: account, db) }) {
      guard record.state == .importing else {
        try undo(record, now)
        continue
      }
      try giveUp(record, "It was broken off, and nothing was changed.", now)
      try sweepUnseen()
    }
  }

  /// One that people have seen already is there, and can be taken back.
  private func giveUp(_ record: ImportRecord, _ sentence: String, _ now: Moment) throws {
    try house.write { db in
      guard record.phase == .shown else { return try ImportRecord.fail(record.id, sentence, now: now, db) }
      var report = record.report
      report.remarks.note(
        .dropped, "file was broken off while it changed what is here; please bring it again")
      try ImportRecord.note(record.id, report, db)
      try ImportRecord.set(.none, of: record.id, db)
      _ = try ImportRecord.move(record.id, from: .importing, to: .done, now: now, db)
    }
    try folder.remove(record)
  }
}
