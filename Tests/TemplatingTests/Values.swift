import Templating
import Testing

/// What handlers put in, and how templates see it.
struct Values {
  private struct Row: Renderable {
    let number: Int
    var value: Value { ["number": number, "title": "Post \(number)"] }
  }

  @Test func handlersWriteLiterals() throws {
    let title = "Moths & lamps"
    let posts = [Row(number: 1), Row(number: 2)]
    let page: Value = ["title": title, "posts": posts, "open": true, "none": nil as String?, "id": Int64(7)]
    let template =
      "{{title}}: {{#posts}}{{number}} {{title}}, {{/posts}}{{#open}}open{{/open}} {{none}}{{id}}"
    #expect(try rendered(template, page) == "Moths &amp; lamps: 1 Post 1, 2 Post 2, open 7")
  }

  @Test func textIsEscapedAndHtmlIsNot() throws {
    let page: Value = ["text": "<a href=\"x\">'&'</a>", "html": Html("<b>&amp;</b>")]
    #expect(try rendered("{{text}}", page) == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;")
    #expect(try rendered("{{{text}}}{{&text}}", page) == "<a href=\"x\">'&'</a><a href=\"x\">'&'</a>")
    #expect(try rendered("{{html}}{{{html}}}", page) == "<b>&amp;</b><b>&amp;</b>")
  }

  @Test(
    arguments: [
      (nil, false), (false, false), (true, true), (0, false), (-1, true), ("", false), ("0", true),
      (.html(""), false), (.list([]), false), (.list([nil]), true), (.record(Record()), true),
    ] as [(Value, Bool)])
  func sectionsAskForTruth(value: Value, isTrue: Bool) throws {
    let page: Value = ["x": value]
    #expect(try rendered("{{#x}}yes{{/x}}{{^x}}no{{/x}}", page) == (isTrue ? "yes" : "no"))
  }

  @Test func flagsLeaveTheItemInHand() throws {
    let page: Value = ["list": ["a", "b"], "flag": true]
    #expect(try rendered("{{#list}}{{#flag}}{{.}}{{/flag}}{{/list}}", page) == "ab")
  }

  @Test func innerValuesHideOuterOnes() throws {
    #expect(
      try rendered("{{a}}{{b}}{{c.d}}", ["a": 1, "b": 1, "c": ["d": 1]], ["b": 2, "c": Record()]) == "12")
  }

  @Test func namesOfAnyLengthAreToldApart() throws {
    let page: Value = [
      "category": 1, "categoryName": 2, "categoryNumber": 3, "é": 4, "abcdefg": 5, "abcdefgh": 6, "a": 7,
    ]
    let names = "{{category}}{{categoryName}}{{categoryNumber}}{{é}}{{abcdefg}}{{abcdefgh}}{{a}}{{ab}}"
    #expect(try rendered(names, page) == "1234567")
  }

  @Test func extremeNumbersAreWritten() throws {
    #expect(try rendered("{{a}} {{b}}", ["a": Int.min, "b": Int.max]) == "\(Int.min) \(Int.max)")
  }

  @Test func recordsCanBeChanged() {
    var record = Record([("a", 1), ("b", "two")])
    record["a"] = nil
    record["b"] = 2
    record["c"] = "three"
    record["d"] = [1, 2]
    #expect(record.names == ["b", "c", "d"])
    #expect(Value.record(record)["c"] == "three")
    #expect(record["d"] == .list([1, 2]))
    #expect(record["a"] == nil)
  }

  @Test func aRecordOfAShapeIsWhatItsLiteralWouldBe() {
    let shape = Shape("number", "a-name-of-more-than-eight-bytes", "none")
    var record = RecordBuilder(shape)
    record.append("number", 7)
    record.append("a-name-of-more-than-eight-bytes", "long")
    record.append("none", Value.null)
    #expect(record.value() == ["number": 7, "a-name-of-more-than-eight-bytes": "long", "none": Value.null])
  }

  @Test func aLargeRecordFindsEachOfItsNames() throws {
    let pairs = (0..<500).map { ("name\($0)", $0 as any Renderable) }
    let record = Record(pairs)
    for (name, value) in pairs { #expect(record[name] == value.value) }
    #expect(record["name500"] == nil)
    #expect(try rendered("{{name0}} {{name499}} {{name500}}", .record(record)) == "0 499 ")
  }

  @Test func theFirstOfTwoEqualNamesCounts() {
    #expect(Record([("a", 1), ("b", 2), ("a", 3)])["a"] == 1)
  }
}
