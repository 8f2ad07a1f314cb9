import Foundation
import Kit
import Testing

@testable import Admin

@Suite struct InspectionTests {
  let now = Moment.now

  @Test func `a site with all its processes has no problems`() {
    #expect(inspection([process("web"), process("live"), process("jobs")]).problems.isEmpty)
  }

  @Test func `what is missing is said in a sentence, the worst first`() {
    let problems = inspection([process("web", seen: now - 50), process("jobs")], free: 500 << 20).problems

    #expect(problems.map(\.isBad) == [true, false, false])
    #expect(problems[0].sentence.hasPrefix("The live daemon does not run"))
    #expect(problems[1].sentence.hasPrefix("Process 7 (web) said nothing since"))
    #expect(problems[2].sentence == "The disk has 524 MB left.")
  }

  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (1550, "1.6 kB"), (9960, "10.0 kB"),
    (999_499, "999 kB"),
    (999_500, "1.0 MB"), (123_456_789, "123 MB"), (5_000_000_000_000_000, "5000 TB"),
  ])
  func `sizes are said as people say them`(bytes: Int64, text: String) {
    #expect(ByteCount(bytes).description == text)
  }

  private func process(_ kind: String, seen: Moment? = nil) -> ProcessStatus {
    ProcessStatus(kind: kind, pid: 7, startedAt: now, seenAt: seen ?? now, requests: 0)
  }

  private func inspection(_ processes: [ProcessStatus], free: Int64? = nil) -> Inspection {
    Inspection(processes: processes, files: [], freeSpace: free, now: now)
  }
}
