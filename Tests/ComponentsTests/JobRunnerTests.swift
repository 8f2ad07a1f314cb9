import Foundation
import GRDB
import Kit
import Logging
import Synchronization
import Testing

@testable import Components

/// Jobs go on while nothing can be written, for as long as it takes.
@Suite final class JobRunnerTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "jobs-\(UUID().uuidString)")
  private let start = Moment(milliseconds: 1_000_000_000)

  deinit { try? FileManager.default.removeItem(at: folder) }  // a temporary folder that stays harms nobody

  @Test func waitsGrowToAMinute() {
    var backoff = Backoff()
    let waits = (1...8).map { _ in
      backoff.fail(at: 0)
      return backoff.wait
    }
    #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60])
    #expect(!backoff.isOver(at: 59) && backoff.isOver(at: 60))
    backoff.succeed()
    #expect(backoff.isOver(at: 0))
  }

  @Test func fiveMinutesWithoutAPageToSpareAreSurvived() throws {
    let house = try JobHouse(in: folder)
    try house.allowNoMorePages()
    let written = try house.clock.lastRuns()
    house.run(from: start, seconds: 300)
    #expect(house.count("often") == 300)
    #expect(house.count("hourly.noted") == 1, "though no note of it could be written")
    #expect(try house.clock.lastRuns() == written)
    #expect(2...12 ~= house.lines("the notes of jobs"), "once at each step of the waiting")
    #expect(2...12 ~= house.lines("writes"))

    try house.allowPages()
    house.run(from: start + 300, seconds: 120)
    #expect(try house.clock.lastRuns()["hourly.noted"] == start, "written late, and with the time it ran at")
    #expect(house.count("hourly.noted") == 1)
  }

  @Test(.enabled(if: geteuid() == 0)) func fiveMinutesOnAFullDiskAreSurvived() throws {
    let disk = try SmallDisk(at: folder)
    let house = try JobHouse(in: disk.folder)
    try house.queue { try JobQueue.enqueue("letter", "to Ada", now: self.start, $0) }
    let checkpoints = Checkpoints(Settings(data: disk.folder, home: disk.folder))
    let complaints = Mutex(0)
    func live(from begin: Int, seconds: Int) {
      for second in begin..<begin + seconds {
        house.run(from: start + second, seconds: 1)
        checkpoints.turn(at: Double(1_000_000 + second)) { _, _, _ in complaints.withLock { $0 += 1 } }
      }
    }

    try disk.fill(with: house)
    live(from: 0, seconds: 300)
    #expect(house.count("often") == 300)
    #expect(house.count("letter") == 0)
    #expect(2...12 ~= house.lines("the queue of jobs"))
    #expect(complaints.withLock { $0 } <= 12)

    try disk.makeRoom()
    live(from: 300, seconds: 120)
    #expect(house.count("letter") == 1)
    #expect(try house.clock.lastRuns()["hourly.noted"] == start)
    #expect(try house.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM job") } == 0)
  }

  /// What was done and could not be crossed off is not done again.
  @Test func aLetterWhoseEndCantBeWrittenIsSentOnce() throws {
    let house = try JobHouse(in: folder)
    try house.queue { try JobQueue.enqueue("letter", "to Ada", now: self.start, $0) }
    house.whileSending = {
      try house.queue {
        try $0.execute(
          sql: "CREATE TRIGGER stuck BEFORE DELETE ON job BEGIN SELECT RAISE(ABORT, 'stuck'); END")
      }
    }
    house.run(from: start, seconds: 900)
    #expect(house.count("letter") == 1)
    try house.queue { try $0.execute(sql: "DROP TRIGGER stuck") }
    house.run(from: start + 900, seconds: 120)
    #expect(house.count("letter") == 1)
    #expect(try house.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM job") } == 0)
  }
}
