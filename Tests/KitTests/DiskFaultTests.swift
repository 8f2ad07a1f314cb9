import Foundation
import GRDB
import Testing

@testable import Kit

/// The disk breaks at each call of a commit, once or for ever, in each way that a disk breaks.
@Suite struct DiskFaultTests {
  /// Few enough to stay in the cache, and so many that the log is written before the commit.
  private static let sizes = [2, 60, 200]

  @Test(arguments: DiskFaults.Kind.allCases, sizes)
  func `a commit is there or it isn't, and never lost once acknowledged`(
    kind: DiskFaults.Kind, lines: Int
  ) throws {
    let calls = try calls(of: lines)
    #expect(calls > lines / 30 + 1, "the fault must be able to come in the middle")
    for call in 1...calls {
      for staysBroken in [false, true] {
        try check(lines, "\(kind) at \(call) of \(calls)\(staysBroken ? ", for ever" : "")") {
          $0.plan(kind, at: call, staysBroken: staysBroken)
        }
      }
    }
  }

  private func calls(of lines: Int) throws -> Int {
    let book = try Book(cachePages: 5)
    book.mark.faults.plan(nil)
    try book.keep { try book.add(4...3 + lines, $0) }
    return book.mark.faults.count
  }

  private func check(_ lines: Int, _ what: Comment, break plan: (DiskFaults) -> Void) throws {
    let book = try Book(cachePages: 5)
    try book.keep { try book.add(1...3, $0) }
    plan(book.mark.faults)
    let isKept = book.isKept(4...3 + lines)
    let isSecondKept = book.isKept(1000...1000)
    book.mark.faults.plan(nil)
    let isThirdKept = book.isKept(2000...2000)

    let found = try book.recovered()
    let new = found.filter { 4...999 ~= $0 }.count
    #expect(found.starts(with: [1, 2, 3]), what)
    #expect(new == lines || new == 0 && !isKept, what)
    #expect(found.contains(1000) || !isSecondKept, what)
    #expect(found.contains(2000) || !isThirdKept, what)
    #expect(isThirdKept != book.mark.isSet, "nothing is kept after a failed sync, all else is: \(what)")
  }
}

/// A sync that failed, as all processes of a site see it.
@Suite final class FailedSyncTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "sync-\(UUID().uuidString)")
  private var page: URL { folder.appending(path: WriteGate.fileName) }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }  // a temporary folder that stays harms nobody

  @Test func `no process acknowledges anything any more, and all go on reading`() throws {
    let (here, there) = try (process(), process())
    try here.keep { try here.add(1...1, $0) }
    try there.commit { try there.add(2...2, $0) }
    here.mark.faults.plan(.error, of: .sync)

    #expect(try code { try here.keep { try here.add(3...3, $0) } } == .SQLITE_IOERR_FSYNC)
    #expect(try code { try there.settle() } == .SQLITE_IOERR_FSYNC, "it may lie over the hole")
    for book in [here, there] {
      #expect(try code { try book.keep { try book.add(4...4, $0) } } == .SQLITE_IOERR_WRITE)
      #expect(try book.lines() == [1, 2, 3])
    }
  }

  @Test func `a checkpoint whose sync failed is the same`() throws {
    let (here, there) = try (process(), process())
    try here.keep { try here.add(1...1, $0) }
    here.mark.faults.plan(.error, at: 2, of: .sync)  // after the log's, the database's
    #expect(throws: DatabaseError.self) {
      try here.queue.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
    }
    #expect(!there.isKept(2...2))
  }

  @Test func `after all have started anew what was acknowledged is there, and people write again`() throws {
    try failedSync()
    var mended = 0
    let book = try process {
      mended += 1
      try Book(in: self.folder).queue.writeWithoutTransaction(LogRewriting.run)
    }
    #expect(mended == 1 && !book.mark.isSet)
    #expect(try book.lines().first == 1)
    #expect(book.isKept(5...5))
  }

  @Test func `a disk that refuses again keeps everybody out`() throws {
    try failedSync()
    for _ in 1...2 {
      #expect(throws: UnsyncedError.self) { _ = try process { throw UnsyncedError("refused") } }
    }
    WriteGate.remove(page)
    #expect(FileManager.default.fileExists(atPath: page.path), "it has still to be told of")
  }

  @Test func `nobody comes in while somebody is left who met it`() throws {
    let left = try process()
    left.mark.set()
    #expect(throws: UnsyncedError.self) { _ = try WriteGate(page, patience: 0.05) }
    #expect(left.mark.isSet)
  }

  @Test func `each byte of a log is written and synced once more`() throws {
    let book = try Book()
    try book.keep { try book.add(1...3000, $0) }
    let before = try book.recovered()
    book.mark.faults.plan(nil)
    try book.queue.writeWithoutTransaction(LogRewriting.run)
    #expect(book.mark.faults.count == 1 + (try book.logSize() + (1 << 16) - 1) >> 16)
    #expect(try book.recovered() == before)

    for call in [DiskFaults.Call.write, .sync] {
      let book = try Book()
      book.mark.faults.plan(.error, of: call)
      #expect(throws: DatabaseError.self) { try book.queue.writeWithoutTransaction(LogRewriting.run) }
    }
  }

  /// One kept line and one that nobody knows of, and everybody gone.
  private func failedSync() throws {
    let book = try process()
    try book.keep { try book.add(1...1, $0) }
    book.mark.faults.plan(.error, of: .sync)
    #expect(!book.isKept(2...2))
  }

  /// What a process has open: the page and a database.
  private func process(mend: () throws -> Void = {}) throws -> Book {
    let writeGate = try #require(try WriteGate(page, patience: 0.05, mend: mend))
    return try Book(in: folder, writeGate.mark)
  }

  private func code(_ work: () throws -> Void) throws -> ResultCode? {
    do { try work() } catch let error as DatabaseError { return error.extendedResultCode }
    return nil
  }
}
