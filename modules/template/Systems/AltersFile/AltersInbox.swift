import Foundation
import GRDB
import Kit
import Logging
import Synchronization

/// Keeps alters.csv and app.db the same. app.db holds the truth; the file is what it looks like from outside,
/// and where an edit by hand comes in. One process at a time works on it, under a lock.
package final class AltersInbox: Sendable {
  private struct State {
    var stamp: FileStamp?
    var hasLooked = false
    var lastLook = Moment(milliseconds: 0)
    package var problems: [AltersProblem] = []
  }

  package let folder: AltersFolder
  private let house: House
  private let states: AlterStates
  private let houses: @Sendable () -> [String]
  private let hasFace: @Sendable (_ alter: String) -> Bool
  private let announce: @Sendable (_ before: SiteSystem, _ db: Database) throws -> Void
  private let state = Mutex(State())

  /// `announce` tells open pages inside the transaction that changed who fronts.
  init(
    _ house: House, _ states: AlterStates, houses: @escaping @Sendable () -> [String],
    hasFace: @escaping @Sendable (_ alter: String) -> Bool,
    announce: @escaping @Sendable (_ before: SiteSystem, _ db: Database) throws -> Void
  ) {
    self.house = house
    self.states = states
    (self.houses, self.hasFace) = (houses, hasFace)
    self.announce = announce
    folder = AltersFolder(folder: house.data)
  }

  /// What is wrong with the file as it lies there now.
  package var problems: [AltersProblem] { state.withLock { $0.problems } }

  /// Takes up an edit by hand. Looks at the file's stamp only, three times a second at most unless `atOnce`.
  package func follow(now: Moment, atOnce: Bool = false) throws {
    let isDue = state.withLock { state in
      let age = now.milliseconds - state.lastLook.milliseconds
      guard atOnce || age < 0 || age >= 300 else { return false }
      state.lastLook = now
      return !state.hasLooked || FileStamp(of: folder.file.path) != state.stamp
    }
    guard isDue else { return }
    // Nobody waits for a page because another process works on the file: that one's result comes by app.db.
    state.withLock { $0.hasLooked = false }
    try FileLock.holdIfFree(folder.lock) { try take(now) }
  }

  /// Makes a change in app.db and brings it into the file. What was edited by hand just before comes first.
  package func change(at now: Moment, _ change: (Database) throws -> Void) throws {
    try FileLock.hold(folder.lock) {
      try take(now)
      let old = try? folder.read()  // what can't be read is set aside below
      let text = try write(now) { db in
        try change(db)
        return try promise(instead: old, now, db)
      }
      bring(text, over: old, now)
    }
  }

  /// Compares file and app.db, and makes them agree. Runs under the lock.
  private func take(_ now: Moment) throws {
    state.withLock { ($0.stamp, $0.hasLooked) = (FileStamp(of: folder.file.path), true) }
    do {
      try reconcile(now)
    } catch let problem as AltersProblem {
      refuse([problem])
    } catch {
      state.withLock { $0.hasLooked = false }
      throw error
    }
  }

  private func reconcile(_ now: Moment) throws {
    let record = try house.read(FileRecord.read)
    try folder.recover(known: record.known, at: now)
    guard let bytes = try folder.read() else { return try restore(record, now) }
    let hash = FileRecord.hash(of: bytes)
    if hash == record.hash {
      if record.isBehind { try house.write { try FileRecord.agree(on: hash, $0) } }
      show(try file(bytes, now).problems)
    } else if record.isBehind {
      bring(try house.read { try self.text(keeping: bytes, now, $0) }, over: bytes, now)
    } else {
      try takeUp(bytes, hash, now)
    }
  }

  /// The file is gone: written anew from app.db, or for the first time.
  private func restore(_ record: FileRecord, _ now: Moment) throws {
    guard record.hash == nil else {
      return bring(try house.read { try self.text(keeping: nil, now, $0) }, over: nil, now)
    }
    try folder.write(AltersFile.first, known: [], at: now)
    try takeUp(Array(AltersFile.first.utf8), FileRecord.hash(of: Array(AltersFile.first.utf8)), now)
  }

  /// An edit by hand: taken whole or not at all. Only a site that knows no alters yet takes the good rows
  /// of a bad file, with nobody fronting by mistake.
  private func takeUp(_ bytes: [UInt8], _ hash: String, _ now: Moment) throws {
    let file = try file(bytes, now)
    let isFirst = try house.read { try Alter.roster($0).isEmpty }
    guard file.errors.isEmpty || isFirst else { return refuse(file.problems) }
    warn("taken, but for this", file.problems)
    try write(now) { db in
      let before = (front: try Front.current(db).ids, roster: try Alter.rosterRecord(db))
      try CsvCells.keep(file, db)
      try Roster.apply(file, at: now, db)
      // What was left out stands in the file alone, which is not known by its hash: it is set aside before it
      // is written.
      try FileRecord.agree(on: file.errors.isEmpty ? hash : "", db)
      try audit("front.switch", before.front, try Front.current(db).ids, now, db)
      if !isFirst { try audit("alter.edit", before.roster, try Alter.rosterRecord(db), now, db) }
    }
  }

  /// One transaction on the system, in which open pages are told what has become of the face.
  private func write<Answer>(_ now: Moment, _ change: (Database) throws -> Answer) throws -> Answer {
    let (answer, moved) = try house.write { db in
      let before = try SiteSystem.current(db)
      let answer = try change(db)
      try announce(before, db)
      return (answer, try Front.current(db).moved(since: before.front))
    }
    states.noteFronts(moved, now: now)
    return answer
  }

  /// Who edited the file, it doesn't say.
  private func audit(
    _ act: String, _ before: String, _ after: String, _ now: Moment, _ db: Database
  ) throws {
    guard before != after else { return }
    try house.doors.audit(AuditEntry(act, "template:csv", before: before, after: after, at: now), db)
  }

  /// What can't be written now stands in app.db all the same; the file follows at a later look.
  private func bring(_ text: String, over old: [UInt8]?, _ now: Moment) {
    do { try project(text, over: old, now) } catch {
      state.withLock { ($0.hasLooked, $0.problems) = (false, [AltersProblem(.unwritable)]) }
      house.log.error("alters.csv can't be written: \(Cause(error))")
    }
  }

  /// Puts app.db's text into the file. A content that neither side knows is set aside first.
  private func project(_ text: String, over old: [UInt8]?, _ now: Moment) throws {
    let record = try house.read(FileRecord.read)
    let known = record.known
    let oldHash = old.map(FileRecord.hash)
    if let oldHash, !known.contains(oldHash) { try folder.setAside(at: now) }
    try folder.write(text, known: known, at: now)
    show(try file(Array(text.utf8), now).problems)
    state.withLock { $0.stamp = FileStamp(of: folder.file.path) }
    try house.write { try FileRecord.agree(on: FileRecord.hash(of: Array(text.utf8)), $0) }
  }

  private func promise(instead old: [UInt8]?, _ now: Moment, _ db: Database) throws -> String {
    // Whoever leaves the file now may come back.
    if let kept = old.flatMap({ try? file($0, now) }) { try CsvCells.keep(kept, db) }
    let text = try text(keeping: old, now, db)
    let before = try FileRecord.read(db)
    try FileRecord.promise(
      FileRecord.hash(of: Array(text.utf8)), instead: before.isBehind ? before.before : before.hash, db)
    return text
  }

  private func text(keeping old: [UInt8]?, _ now: Moment, _ db: Database) throws -> String {
    // A file that can't be understood has no columns worth keeping; it is set aside whole.
    let kept = old.flatMap { try? file($0, now) }
    return AltersFile.text(try Alter.roster(db), try Front.current(db), keeping: kept, try CsvCells.all(db))
  }

  private func file(_ bytes: [UInt8], _ now: Moment) throws -> AltersFile {
    try AltersFile(bytes, houses: houses(), hasFace: hasFace, now: now)
  }

  private func show(_ problems: [AltersProblem]) { state.withLock { $0.problems = problems } }

  private func refuse(_ problems: [AltersProblem]) { warn("not taken", problems) }

  /// For the admin page and, a line each, for the log: where and why, never what stands there.
  private func warn(_ verdict: String, _ problems: [AltersProblem]) {
    show(problems)
    for problem in problems where !problem.isNote {
      house.log.warning("alters.csv is \(verdict): \(problem.sentence)")
    }
  }
}
