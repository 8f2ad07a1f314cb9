import Foundation
import GRDB
import Kit
import KitTesting
import Testing

@testable import Components

@Suite struct JobsTests {
  let test: TestSite
  let queue: JobQueue
  let now = Moment(milliseconds: 1_000_000)

  init() throws {
    test = try TestSite()
    queue = JobQueue(app: test.site.app)
  }

  private func enqueue(_ name: String, _ payload: String = "") throws {
    try test.site.app.write { try JobQueue.enqueue(name, payload, now: now, $0) }
  }

  @Test func theOldestIsTakenFirstAndOnlyOnce() throws {
    try enqueue("forums.first", "a")
    try enqueue("forums.second", "b")
    let names: Set = ["forums.first", "forums.second"]
    #expect(try queue.take(names, now: now)?.payload == "a")
    #expect(try queue.take(names, now: now)?.payload == "b")
    #expect(try queue.take(names, now: now) == nil)
  }

  @Test func aJobOfADisabledHouseWaits() throws {
    try enqueue("forums.recook")
    #expect(try queue.take(["rtc.trim"], now: now) == nil)
    #expect(try queue.take(["forums.recook"], now: now) != nil)
  }

  @Test func whoeverDiesOverAJobLosesIt() throws {
    try enqueue("forums.recook")
    _ = try queue.take(["forums.recook"], now: now)
    #expect(try queue.take(["forums.recook"], now: now + (JobQueue.lease - 1)) == nil)
    #expect(try queue.take(["forums.recook"], now: now + JobQueue.lease)?.attempts == 2)
  }

  @Test func whatAProcessWasAtWhenItEndedGoesOnAtOnce() throws {
    try enqueue("forums.recook")
    try enqueue("forums.failed")
    let failed = try #require(try queue.take(["forums.failed"], now: now))
    try queue.fail(failed, "no luck", now: now)
    _ = try queue.take(["forums.recook"], now: now)
    try queue.takeBackLeases(now: now + 1)
    #expect(try queue.take(["forums.recook"], now: now + 1)?.attempts == 2)
    #expect(try queue.take(["forums.failed"], now: now + 1) == nil, "nobody was at it")
    // It ended its process again and again.
    try queue.takeBackLeases(now: now + 2)
    #expect(try queue.take(["forums.recook"], now: now + 11) == nil)
    for attempt in 3...JobQueue.attempts {
      let time = now + attempt * 100_000
      #expect(try queue.take(["forums.recook"], now: time)?.attempts == attempt)
      try queue.takeBackLeases(now: time)
    }
    #expect(try test.site.app.read { try DeadJob.latest(10, $0) }.map(\.name) == ["forums.recook"])
  }

  @Test func aFailedJobIsTriedLaterAndLater() {
    #expect([1, 2, 3, 8, 20].map(JobQueue.delay(after:)) == [10, 40, 160, 21_600, 21_600])
  }

  @Test func afterTheLastAttemptItWaitsForAPerson() throws {
    try enqueue("forums.recook", "7")
    var time = now
    for _ in 1...JobQueue.attempts {
      let job = try #require(try queue.take(["forums.recook"], now: time))
      try queue.fail(job, "no luck", now: time)
      time = time + 100_000
    }
    #expect(try queue.take(["forums.recook"], now: time) == nil)
    let dead = try test.site.app.read { try DeadJob.latest(10, $0) }
    #expect(dead.map(\.payload) == ["7"])
    #expect(dead.first?.error == "no luck")
    try test.site.app.write { try DeadJob.revive(dead[0].id, now: time, $0) }
    #expect(try queue.take(["forums.recook"], now: time)?.attempts == 1)
  }

  @Test func itsWritersTakeTheirTurn() throws {
    let writeGate = try #require(test.site.writeGate)
    let (queue, clock) = (JobQueue(app: test.site.app, writeGate), JobClock(app: test.site.app, writeGate))
    try enqueue("forums.first")
    try enqueue("forums.second")
    let before = writeGate.pass {}.number
    let first = try #require(try queue.take(["forums.first"], now: now))
    let second = try #require(try queue.take(["forums.second"], now: now))
    try queue.finish(first)
    try queue.fail(second, "no luck", now: now)
    try clock.note("forums.digest", at: now)
    #expect(writeGate.pass {}.number == before + 6)
  }

  @Test func onlyOneProcessWorksOnAFolder() throws {
    let settings = test.site.settings
    let isAlone = try JobRunner.aloneIfFree(settings) {
      let isSecond = try JobRunner.aloneIfFree(settings) { Issue.record("two work there") }
      #expect(!isSecond)
    }
    #expect(isAlone)
    let isAgain = try JobRunner.aloneIfFree(settings) {}
    #expect(isAgain)
  }

  @Test func theClockRemembersTheLastRun() throws {
    let clock = JobClock(app: test.site.app)
    try clock.note("forums.digest", at: now)
    try clock.note("forums.digest", at: now + 60, error: "no luck")
    #expect(try clock.lastRuns()["forums.digest"] == now + 60)
  }
}
