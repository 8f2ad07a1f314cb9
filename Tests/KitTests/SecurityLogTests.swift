import Foundation
import Kit
import Logging
import Synchronization
import Testing

@Suite struct SecurityLogTests {
  private let lines = Lines()
  private let log: SecurityLog
  private let begun = Moment(milliseconds: 1_000_000)

  init() {
    let lines = lines
    log = SecurityLog(Logger(label: "test") { _ in LineHandler(lines: lines) })
  }

  private func note(_ event: SecurityEvent, from address: String = "192.0.2.1", after seconds: Int = 0) {
    log.note(event, from: address, on: "POST /sign-in", "r1", now: begun + seconds)
  }

  @Test func `each line says who, from where, on what and in which request`() {
    note(.granted("sign-in", account: 5))
    note(.refused("sign-in", "wrong password", account: 7))
    #expect(
      lines.all == [
        "sign-in granted account=5 address=192.0.2.1 on=POST /sign-in request=r1",
        "sign-in refused: wrong password account=7 address=192.0.2.1 on=POST /sign-in request=r1",
      ])
  }

  @Test func `a flood is one line and a sum, and hides nobody else`() {
    for second in 0..<50 { note(.refused("sign-in", "unknown name"), after: second) }
    note(.refused("sign-in", "wrong password", account: 7), after: 50)
    note(.refused("sign-in", "unknown name"), from: "192.0.2.2", after: 51)
    #expect(lines.all.count == 3)

    log.settle(now: begun + 60)
    #expect(
      lines.all.last == "sign-in refused: unknown name, again within a minute address=192.0.2.1 more=49")
    note(.refused("sign-in", "unknown name"), after: 61)
    #expect(lines.all.count == 5, "then it is news again")
  }

  @Test func `from however many addresses, the lines of a minute are bounded`() {
    for number in 0..<5000 { note(.refused("sign-in", "unknown name"), from: "2001:db8::\(number)") }
    #expect(lines.all.count == 1000)
    log.settle(now: begun + 60)
    #expect(lines.all.last == "more was refused than can be told apart more=4000")
  }

  @Test func `who comes in is never left out`() {
    for _ in 0..<3 { note(.granted("sign-in", account: 5)) }
    #expect(lines.all.count == 3)
  }
}

@Suite struct CauseTests {
  @Test func `a file's name is not told, and why it failed is`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "nowhere-\(UUID())/velvet.json")
    let error = #expect(throws: (any Error).self) { try Data().write(to: file) }
    let cause = "\(Cause(try #require(error)))"
    #expect(!cause.contains("velvet") && cause.contains("No such file"), "\(cause)")
  }

  @Test func `what somebody typed is not told`() {
    struct Complaint: Error { let typed: String }
    #expect(!"\(Cause(Complaint(typed: "velvet")))".contains("velvet"))
    #expect("\(Cause(Fault.invalid("There is no velvet.")))" == "422 Unprocessable Content")
  }
}

private final class Lines: Sendable {
  private let kept = Mutex<[String]>([])
  var all: [String] { kept.withLock { $0 } }
  func add(_ line: String) { kept.withLock { $0.append(line) } }
}

private struct LineHandler: LogHandler {
  let lines: Lines
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel = Logger.Level.info

  init(lines: Lines) { self.lines = lines }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let facts = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    lines.add("\(event.message)\(facts)")
  }
}
