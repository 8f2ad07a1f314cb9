import Foundation
import GRDB
import Testing

@testable import Kit

@Suite struct CommitTests {
  /// What SQLite finds when it reads the log from its beginning, each checksum on the way.
  @Test func whatIsCommittedIsInTheFileAndWhatIsNotIsNot() throws {
    let book = try Book()
    try book.commit { try book.add(1...3, $0) }
    #expect(try book.recovered().count == 3)
    try book.commit { try book.add(4...4, $0) }
    #expect(throws: CancellationError.self) {
      try book.commit { db in
        try book.add(5...3000, db)  // more than the cache holds: much is in the log already
        throw CancellationError()
      }
    }
    #expect(try book.recovered().count == 4)
    try book.commit { try book.add(5...6, $0) }
    #expect(try book.recovered().count == 6)
  }

  @Test func aCommitMuchGreaterThanTheCacheIsWhole() throws {
    let book = try Book()
    try book.commit { db in
      try book.add(1...3000, db)
      try db.execute(sql: "UPDATE line SET text = text || '!'")  // pages that are in the log twice
      try book.add(3001...3500, db)
    }
    #expect(try book.recovered().count == 3500)
    try book.commit { try $0.execute(sql: "DELETE FROM line WHERE id > 10") }
    #expect(try book.recovered().count == 10)
  }

  @Test func anotherConnectionReadsItAtOnceWhileTheLogBeginsAnew() throws {
    let (book, pause) = (try Book(), 25)
    let reader = try DatabaseQueue(path: book.file.path)
    for id in 1...200 {
      try book.commit { try book.add(id...id, $0) }
      #expect(try reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM line") } == id)
      if id % pause == 0 { try reader.writeWithoutTransaction { _ = try $0.checkpoint(.restart) } }
    }
    #expect(try book.recovered().count == 200)
  }
}
