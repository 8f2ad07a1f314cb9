import Components
import GRDB
import HTTPTypes
import KitTesting
import Testing

@testable import Forums

/// What one writes and everybody pays for.
@Suite struct CostTests {
  let street: Street
  let david: Person
  let mona: Person

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    mona = try street.site.moderator()
  }

  /// 50 columns that each line fills: 30 KB that were 7.7 MB.
  private static let wide =
    Array(repeating: "a", count: 50).joined(separator: "|") + "\n"
    + Array(repeating: "-", count: 50).joined(separator: "|") + "\n" + String(repeating: "b\n", count: 15_000)

  @Test func whatWouldBeTooLargeComesBackWithItsText() {
    let thread = street.thread(by: street.ada)
    let edit = ["title": "Bread", "text": Self.wide]
    for answer in [
      street.reply(thread, Self.wide, by: david),
      street.site.post("\(street.category)/new", ["title": "Wide", "text": Self.wide], as: david),
      street.site.post("\(street.site.address(ofPost: 1))/edit", edit, as: street.ada),
      street.site.post("/forums/preview?thread=1", ["text": Self.wide], as: david),
    ] {
      #expect(answer.status == .unprocessableContent)
      #expect(answer.text.contains("a table of more than 5000 cells") && answer.text.contains("b\nb\nb\n"))
    }
  }

  @Test func aPageOfWhatWasKeptBeforeThereWasABoundIsShown() throws {
    let thread = street.thread(by: street.ada)
    for number in 1...19 { street.reply(thread, "Reply \(number).", by: david) }
    try write("UPDATE forums_text SET renderer = 1, html = '<p>First.</p>' || ?", [Self.table(8_000_000)])
    let page = street.site.get(thread, as: david)
    #expect(page.status == .ok && page.bytes.count < 200_000)
    #expect(page.count(of: "<p>First.</p>") == 20 && page.count(of: "too large to be shown") == 20)
  }

  @Test func twentyOfTheLargestMakeAPage() throws {
    let thread = street.thread(by: street.ada)
    for number in 1...19 { street.reply(thread, "Reply \(number).", by: david) }
    try write("UPDATE forums_text SET renderer = 1, html = ?", [Self.table(102_000)])
    let page = street.site.get(thread)
    #expect(page.status == .ok && page.bytes.count < 2_200_000)
    #expect(!page.text.contains("too large to be shown"))
  }

  @Test func theQueueShowsALittleAtATimeHoweverLargeItIs() throws {
    try street.site.set("newcomers.hold", "on")
    let thread = street.thread(by: street.ada)
    let judith = try street.site.signUp("judith")
    for number in 1...15 {
      street.reply(thread, "Held \(number).", by: david)
      street.reply(thread, "Held \(number + 15).", by: judith)
    }
    try write("UPDATE forums_held SET html = ?", [Self.table(8_000_000)])
    let queue = street.site.get("/forums/held", as: mona)
    #expect(queue.status == .ok && queue.bytes.count < 200_000)
    #expect(queue.count(of: "too large to be shown") == 20)
    #expect(queue.text.contains("/forums/held?from=20\""))
    #expect(street.site.get("/forums/held?from=20", as: mona).count(of: "too large to be shown") == 10)
    #expect(street.site.get(thread, as: david).status == .ok)
    #expect(street.site.get("/forums/held", as: david).status == .ok)
  }

  @Test func whatAPostSaidBeforeIsShownAFewAtATime() throws {
    _ = street.thread(by: street.ada)
    for number in 0..<25 {
      let text = "Draft \(number). " + String(repeating: "\"", count: 10_000)
      try write(
        "INSERT INTO forums_revision(post_id, n, source, account_id, at) VALUES ((SELECT min(id) FROM forums_post), ?, ?, 1, 0)",
        [number, text])
    }
    let post = street.site.address(ofPost: 1)
    let history = street.site.get("\(post)/history", as: mona)
    #expect(history.count(of: "Draft ") == 10 && history.text.contains("Draft 24."))
    let earlier = street.site.get("\(post)/history?before=15", as: mona)
    #expect(history.text.contains("\(post)/history?before=15") && earlier.text.contains("Draft 14."))
    let first = street.site.get("\(post)/history?before=5", as: mona)
    #expect(first.count(of: "Draft ") == 5 && !first.text.contains(">Earlier</a>"))
  }

  private static func table(_ bytes: Int) -> String {
    "<table>" + String(repeating: "<tr><td></td></tr>", count: bytes / 18) + "</table>"
  }

  private func write(_ sql: String, _ values: StatementArguments) throws {
    try street.site.site.app.write { try $0.execute(sql: sql, arguments: values) }
  }
}
