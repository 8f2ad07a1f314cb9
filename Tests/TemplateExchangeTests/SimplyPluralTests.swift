import Foundation
import Kit
import Testing

@testable import TemplateExchange

/// The hazards of real files of Simply Plural, one by one.
@Suite struct SimplyPluralTests {
  static let members =
    ##""members":[{"_id":"m1","name":"Ash","color":"#80aabbcc"},{"_id":"m2","name":"Birch","desc":"Friend of <###@m1###> and <###@zz###>"}]"##

  private func read(_ rest: String, members: String = Self.members) throws -> SystemFile {
    try AnyFile.read(
      Array(
        "{\(members)\(rest.isEmpty ? "" : ","),\(rest)}".replacing(",,", with: ",").replacing(",}", with: "}")
          .utf8))
  }

  private func fronts(_ rows: String) throws -> SystemFile { try read("\"frontHistory\":[\(rows)]") }

  @Test func `a collection may be a map by ids`() throws {
    let file = try read(
      #""groups":{"g1":{"name":"Trees","members":["m1","m9"]}}"#, members: #""members":{"m1":{"name":"Ash"}}"#
    )
    #expect(file.alters.map(\.key.id) == ["m1"] && file.groups.map(\.key.id) == ["g1"])
    #expect(file.groups[0].members.map(\.id) == ["m1"])
    #expect(file.remarks.count(.dropped, "members of groups who are not in the file") == 1)
  }

  @Test(arguments: ["frontStatuses", "customFronts"])
  func `custom fronts are nobody in person, whatever they are called`(collection: String) throws {
    let file = try read("\"\(collection)\":[{\"_id\":\"c1\",\"name\":\"Asleep\"}]")
    #expect(file.alters.map { "\($0.name) \($0.kind)" } == ["Asleep status", "Ash alter", "Birch alter"])
  }

  @Test func `old fronters are keyed by member and are live`() throws {
    let file = try read(
      #""fronters":{"m1":{"startTime":1700000000000,"customStatus":"tea"},"m9":{"startTime":1}}"#)
    #expect(file.spans.map { "\($0.member.id) \($0.end == nil) \($0.status)" } == ["m1 true tea"])
    #expect(
      file.remarks.lines.contains {
        $0.reason.hasPrefix("fronts of somebody who is not in the file") && $0.count == 1
      })
  }

  @Test func `the four shapes of a time are read`() throws {
    let file = try fronts(
      #"{"_id":"1","member":"m1","startTime":1000,"endTime":2000},{"_id":"2","member":"m1","startTime":"3000","endTime":"1970-01-01T00:00:04"},{"_id":"3","member":"m2","startTime":{"_seconds":5,"_nanoseconds":500000000},"endTime":6000}"#
    )
    #expect(file.spans.map(\.start.milliseconds) == [1000, 3000, 5500])
    #expect(file.spans.map(\.end?.milliseconds) == [2000, 4000, 6000])
  }

  @Test
  func `live rows that have ended are over, closed rows without one are dropped, turned ones are turned`()
    throws
  {
    let file = try fronts(
      #"{"_id":"1","member":"m1","startTime":1000,"endTime":2000,"live":true},{"_id":"2","member":"m2","startTime":1000,"live":false},{"_id":"3","member":"m2","startTime":1000},{"_id":"4","member":"m2","startTime":9000,"endTime":8000},{"_id":"5","member":"m2","endTime":8000}"#
    )
    #expect(file.spans.map(\.key.id) == ["1", "4"])
    #expect(file.spans[0].end?.milliseconds == 2000 && file.spans[1].start.milliseconds == 8000)
    #expect(file.remarks.count(.dropped, "fronts that are over and have no end") == 2)
    #expect(file.remarks.count(.mended, "fronts that ended before they began were turned round") == 1)
    #expect(
      file.remarks.count(.dropped, "fronts of somebody who is not in the file, or without a beginning") == 1)
  }

  @Test func `nobody is live twice`() throws {
    let file = try fronts(
      #"{"_id":"1","member":"m1","startTime":1000,"live":true},{"_id":"2","member":"m1","startTime":5000,"live":true}"#
    )
    #expect(file.spans.map(\.end?.milliseconds) == [5000, nil])
  }

  @Test func `colours lose how opaque they are, mentions name alters of the file`() throws {
    let file = try read("")
    #expect(file.alters[0].color == "aabbcc")
    let mentioned = ["m1", "zz"].compactMap { id in file.mentions.keys.first { $0.value.id == id }?.key }
    #expect(file.alters[1].description == "Friend of @{\(mentioned[0])} and @{\(mentioned[1])}")
  }

  @Test func `strings may be null, numbers or records`() throws {
    let file = try read(
      "",
      members:
        #""members":[{"_id":"m1","name":5,"pronouns":null,"desc":{"x":1},"color":"reddish"},null,7,{"name":"no id"}]"#
    )
    #expect(file.alters.map(\.name) == ["5"])
    #expect(file.alters[0].description.isEmpty && file.alters[0].color.isEmpty)
    #expect(file.remarks.count(.dropped, "colours that are none") == 1)
    #expect(file.remarks.count(.dropped, "texts were lists or records instead") == 1)
    #expect(file.remarks.count(.dropped, "records without an id, or with one that came before") == 3)
  }

  @Test func `nothing of it is public, private false or not`() throws {
    let bench = try ImportBench()
    try bench.bring(
      #"{"users":[{"_id":"u","username":"trees","private":false}],"members":[{"_id":"m1","name":"Ash","private":false,"preventTrusted":false}],"groups":[{"_id":"g","name":"G","private":false}],"customFields":[{"_id":"f","name":"F","private":false}],"frontHistory":[]}"#,
      asSaid: true)
    for table in ["template_alter", "template_group", "template_field", "template_account"] {
      #expect(
        try bench.texts("SELECT DISTINCT visibility FROM \(table) WHERE account_id IS NOT NULL") == [
          "private"
        ], "\(table)")
    }
  }

  @Test func `groups that go round or too deep are untangled`() throws {
    let chain = (1...12).map {
      "{\"_id\":\"d\($0)\",\"name\":\"D\($0)\",\"parent\":\"\($0 == 1 ? "root" : "d\($0 - 1)")\"}"
    }
    let file = try read(
      "\"groups\":[{\"_id\":\"a\",\"name\":\"A\",\"parent\":\"b\"},{\"_id\":\"b\",\"name\":\"B\",\"parent\":\"a\"},{\"_id\":\"s\",\"name\":\"S\",\"parent\":\"s\"},{\"_id\":\"o\",\"name\":\"O\",\"parent\":\"gone\"},\(chain.joined(separator: ","))]"
    )
    #expect(file.remarks.count(.mended, "groups that contained themselves now stand at the top") == 2)
    #expect(file.remarks.count(.mended, "groups whose parent is not in the file now stand at the top") == 1)
    #expect(file.remarks.count(.mended, "groups nested deeper than eight now stand at the top") > 0)
    let parents = Dictionary(uniqueKeysWithValues: file.groups.map { ($0.key, $0.parent) })
    for group in file.groups {
      var (above, depth) = (group.parent, 1)
      while let key = above { (above, depth) = (parents[key] ?? nil, depth + 1) }
      #expect(depth <= GroupKnots.deepest)
    }
  }

  @Test func `custom fields keep kind and order, in both places where files have them`() throws {
    let file = try read(
      #""customFields":[{"_id":"f2","name":"Second","type":7,"order":"0|aaaaac:"},{"_id":"f1","name":"First","type":99,"order":"0|aaaaaa:"}]"#,
      members: #""members":[{"_id":"m1","name":"Ash","info":{"f1":"green","f2":12,"gone":"x","empty":""}}]"#)
    #expect(file.fields.map { "\($0.name) \($0.kind)" } == ["First text", "Second month-day"])
    #expect(file.alters[0].values.map(\.text) == ["green", "12"])
    #expect(file.remarks.count(.dropped, "what custom fields said that are gone") == 1)
    let old = try read(#""users":[{"_id":"u","fields":{"f1":{"name":"Old","order":3,"type":1}}}]"#)
    #expect(old.fields.map { "\($0.name) \($0.kind)" } == ["Old color"])
  }

  @Test func `comments go to their fronts by their own time`() throws {
    let file = try read(
      #""frontHistory":[{"_id":"1","member":"m1","startTime":1000,"endTime":2000,"comments":[{"text":"inline","time":1100}]}],"comments":[{"_id":"c1","collection":"frontHistory","documentId":"1","text":"later","time":1500},{"_id":"c2","documentId":"gone","text":"x","time":1},{"_id":"c3","documentId":"1","collection":"polls","text":"x","time":1}]"#
    )
    #expect(
      file.spans[0].comments.map { "\($0.text) \($0.at.milliseconds)" } == ["inline 1100", "later 1500"])
    #expect(file.remarks.count(.dropped, "comments on something that is not in the file") == 2)
  }

  @Test func `encrypted chat is skipped, and what is nobody's business is never looked at`() throws {
    let cipher = Data((0..<32).map { UInt8($0) }).base64EncodedString()
    let text = """
      {\(Self.members),"chatMessages":[{"_id":"1","message":"\(cipher)","iv":"abcd"},{"_id":"2","message":"hello","iv":"abcd","token":"secret-3"}],
       "notes":[{"_id":"n","member":"m1","title":"T","note":"N","accessToken":"secret-4"}],
       "tokens":[{"_id":"t","token":"secret-1"}],"private":[{"x":"secret-2"}],"securityLogs":[{"ip":"secret-ip"}],"friends":[{"frienduid":"secret-friend"}]}
      """
    let bench = try ImportBench()
    let lines = try bench.bring(text)
    #expect(lines.contains("Left out: 1 chat messages that are still encrypted (chatMessages no. 1)"))
    #expect(
      lines.contains(
        "Left out: 4 collections that are not about your system, or that we do not know (tokens, private, securityLogs, friends)"
      ))
    #expect(lines.contains("Kept aside: 1 notes"))
    #expect(try bench.texts("SELECT kind FROM template_kept ORDER BY kind") == ["chatMessages", "notes"])
    #expect(!lines.joined().contains("secret"))
    try bench.expectNowhere(
      "secret-1", "secret-2", "secret-3", "secret-4", "secret-ip", "secret-friend", cipher)
    #expect(String(decoding: try bench.taken(.rowhouse), as: UTF8.self).contains("\"note\":\"N\""))
  }
}
