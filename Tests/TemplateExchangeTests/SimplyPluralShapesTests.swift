import Foundation
import Kit
import Testing

@testable import TemplateExchange

/// The shapes that Simply Plural's files have had over the years.
@Suite struct SimplyPluralShapesTests {
  private func read(_ text: String, now: Moment = .now) throws -> SystemFile {
    try AnyFile.read(Array(text.utf8), now: now)
  }

  @Test func `names, colours, times and yes are read in every shape`() throws {
    let file = try read(
      """
      {"users":{"o":{"username":"Lane","color":"#ff336699"}},"settings":{"systemName":"Larkspur Lane"},
       "members":{"a":{"name":"Ash","color":"#CC8899AA","created":1700000000000},"b":{"name":"Birch","color":"abc","created":"1700000000000","archived":"yes"},
        "c":{"name":"  Cedar\\n","color":"rgb(1,2,3)","created":"2023-11-14T22:13:20Z"},"d":{"name":null,"displayName":"Dogwood","created":{"_seconds":1700000000,"_nanoseconds":123000000}},
        "e":{"name":["not","text"],"created":"yesterday"},"f":{"name":"Fir","created":{"seconds":1700000000,"nanoseconds":0},"color":16747109,"archived":"perhaps"},
        "g":{"name":"Gum","created":{"$date":{"$numberLong":"1700000000000"}}}}}
      """)
    #expect(file.profile?.name == "Larkspur Lane")
    #expect(file.alters.map(\.name) == ["Ash", "Birch", "Cedar", "Dogwood", "", "Fir", "Gum"])
    #expect(file.alters.map(\.color) == ["8899aa", "aabbcc", "", "", "", "ff8a65", ""])
    #expect(
      file.alters.map { $0.createdAt?.milliseconds ?? 0 }.map { $0 / 1000 } == [
        1_700_000_000, 1_700_000_000, 1_700_000_000, 1_700_000_000, 0, 1_700_000_000, 1_700_000_000,
      ])
    #expect(file.alters.map(\.isArchived) == [false, true, false, false, false, false, false])
    #expect(file.remarks.count(.dropped, "times that could not be read") == 1)
    #expect(file.remarks.count(.dropped, "words that are neither yes nor no") == 1)
    #expect(
      file.remarks.lines.map(\.words).contains("Left out: 1 times that could not be read (members no. 5)"))
  }

  @Test func `old votes, times and chat are kept`() throws {
    let file = try read(
      """
      {"members":{"hakoz":{"name":"Lark"}},"polls":{"p":{"name":"Old","endTime":{"_seconds":1620259200,"_nanoseconds":0},"yes":["hakoz"],"votes":{"hakoz":{"vote":"no","token":"secret"},"token":"secret"}}},
       "notes":{"n":{"member":"hakoz","note":"n","date":{"_seconds":1620172800,"_nanoseconds":0}}},
       "messages":{"c1":[{"_id":"x1","message":"hi","writer":"hakoz","writtenAt":1620000000000}]}}
      """)
    let kept = Dictionary(uniqueKeysWithValues: file.kept.map { ($0.kind, $0.json) })
    #expect(
      kept["polls"]
        == #"{"name":"Old","endTime":{"_seconds":1620259200,"_nanoseconds":0},"yes":["hakoz"],"votes":{"hakoz":{"vote":"no"}}}"#
    )
    #expect(kept["notes"]?.contains("1620172800") == true)
    #expect(kept["chatMessages"]?.hasSuffix(#""writtenAt":1620000000000,"channel":"c1"}"#) == true)
    #expect(file.remarks.lines.isEmpty, "\(file.remarks.lines)")
  }

  @Test func `mentions are tokens in fields, statuses, groups and comments`() throws {
    let file = try read(
      ##"""
      {"users":[{"_id":"u","username":"x","desc":"Home of <###@m3###>"}],"customFields":[{"_id":"f","name":"F"}],
       "members":[{"_id":"m1","name":"Ash","desc":"With <###@m2###>, <###@m3###> and <###@gone###>","info":{"f":"<###@m3###>"}},{"_id":"m2","name":"Birch <3 & \"Co\""},{"_id":"m3","name":"# Cedar *loud*"}],
       "groups":[{"_id":"g","name":"G","desc":"Led by <###@m3###>"}],
       "frontHistory":[{"_id":"h","member":"m1","startTime":1000,"endTime":2000,"customStatus":"with <###@m2###>"}],
       "comments":[{"_id":"c","documentId":"h","time":1500,"text":"To <###@m3###>"}]}
      """##)
    let token = Dictionary(file.mentions.keys.map { ($0.value.id, "@{\($0.key)}") }) { first, _ in first }
    let (m2, m3, gone) = (token["m2"] ?? "", token["m3"] ?? "", token["gone"] ?? "")
    #expect(file.profile?.description == "Home of \(m3)")
    #expect(file.alters[0].description == "With \(m2), \(m3) and \(gone)")
    #expect(file.alters[0].values.map(\.text) == [m3])
    #expect(file.groups[0].description == "Led by \(m3)")
    #expect(file.spans[0].status == "with \(m2)")
    #expect(file.spans[0].comments.map(\.text) == ["To \(m3)"])
  }

  @Test func `nobody fronts who does not, and nobody twice at once`() throws {
    let file = try read(
      """
      {"members":[{"_id":"a","name":"Ash"},{"_id":"b","name":"Birch"}],"frontHistory":[
       {"_id":"1","member":"a","startTime":1000,"endTime":2000,"live":true},
       {"_id":"2","member":"b","startTime":1000,"live":true},{"_id":"3","member":"b","startTime":3000,"endTime":4000},
       {"_id":"4","member":"a","startTime":10000,"endTime":20000,"customStatus":"x"},{"_id":"5","member":"a","startTime":12000,"endTime":13000},
       {"_id":"6","member":"a","startTime":12000,"endTime":15000},
       {"_id":"7","member":"a","startTime":4102444800000,"endTime":4102448400000},{"_id":"8","member":"b","startTime":4102444800000,"live":true}]}
      """)
    #expect(
      file.spans.map { "\($0.key.id) \($0.start.milliseconds)-\($0.end?.milliseconds ?? 0)" } == [
        "1 1000-2000", "2 1000-3000", "3 3000-4000", "4 10000-12000", "6 12000-20000",
      ])
    #expect(file.remarks.count(.dropped, "fronts of a time that has not come") == 2)
    #expect(
      file.remarks.count(.mended, "fronts of somebody who was fronting already now follow one another") == 2)
  }
}
