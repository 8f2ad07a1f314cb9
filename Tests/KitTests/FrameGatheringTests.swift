import Foundation
import GRDB
import Testing

@testable import Kit

/// What commits write, held back and written at once: nothing of it is missing, and nothing else is there.
@Suite struct FrameGatheringTests {
  private let crowd = Array(1...3000)

  @Test func `a commit is one write however many pages it has`() throws {
    let book = try Book()
    try book.keep { try book.add(1...3, $0) }
    book.mark.faults.plan(nil)
    try book.commit { try book.add(4...30, $0) }
    #expect(book.mark.faults.count == 1)
  }

  /// What SQLite finds when it reads the log from its beginning, each checksum on the way.
  @Test func `what is committed is in the file, and what is not isn't`() throws {
    let book = try Book()
    try book.commit { try book.add(1...3, $0) }
    #expect(try book.recovered() == [1, 2, 3])
    #expect(throws: CancellationError.self) {
      try book.commit { db in
        try book.add(5...3000, db)  // more than the cache holds: much is in the log already
        throw CancellationError()
      }
    }
    #expect(try book.recovered() == [1, 2, 3])
    try book.commit { try book.add(4...5, $0) }
    #expect(try book.recovered() == [1, 2, 3, 4, 5])
  }

  @Test func `a commit much greater than the cache is whole`() throws {
    let book = try Book()
    try book.commit { db in
      try book.add(1...2500, db)
      // Pages that are in the log twice: their checksums are made anew behind the commit's own frame.
      try db.execute(sql: "UPDATE line SET text = text || '!'")
      try book.add(2501...3000, db)
    }
    #expect(try book.recovered() == crowd)
    try book.commit { try $0.execute(sql: "DELETE FROM line WHERE id > 10") }
    #expect(try book.recovered() == Array(1...10))
  }

  @Test func `another connection reads it at once while the log begins anew`() throws {
    let (book, pause) = (try Book(), 25)
    let reader = try DatabaseQueue(path: book.file.path)
    for id in 1...200 {
      try book.commit { try book.add(id...id, $0) }
      #expect(try reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM line") } == id)
      if id % pause == 0 { try reader.writeWithoutTransaction { _ = try $0.checkpoint(.restart) } }
    }
    #expect(try book.recovered() == Array(1...200))
  }

  /// The log is empty each time, so nothing that giving up reads has what is held back written.
  @Test func `what one gave up never comes over what another commits in its place`() throws {
    let here = try Book(cachePages: 5)
    let there = try Book(in: here.folder, here.mark, cachePages: 5)
    var kept: [Int] = []
    for round in 1...20 {
      try there.queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      #expect(throws: CancellationError.self) {
        try here.commit { db in
          try here.add(5000...(5010 + round), db)
          throw CancellationError()
        }
      }
      try there.commit { try there.add(round...round, $0) }
      kept.append(round)
      #expect(try here.lines() == kept)
      #expect(try here.recovered() == kept)
    }
  }
}
