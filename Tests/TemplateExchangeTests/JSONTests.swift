import Kit
import Testing

@testable import TemplateExchange

@Suite struct SystemJSONTests {
  private func json(_ text: String) throws -> JSON { try JSON(Array(text.utf8)) }

  @Test func `numbers keep every digit and strings come out of their escapes`() throws {
    let json = try json(
      #"{"id":18446744073709551615,"a":"x\u00e9\ud83d\ude00\n\/","list":[1, 2 ,{"b":null}],"e":{}}"#)
    #expect(json["id"]?.raw == "18446744073709551615")
    #expect(json["a"]?.text == "xé😀\n/")
    #expect(json["list"]?.items.map(\.raw) == ["1", "2", "{\"b\":null}"])
    #expect(json["list"]?.items[2]["b"] == nil && json["list"]?.items[2].has("b") == true)
    #expect(json["e"]?.members.isEmpty == true)
    #expect(json.members.map(\.name) == ["id", "a", "list", "e"])
  }

  @Test func `what stands behind something large is found`() throws {
    let large = "[\(Array(repeating: "{\"a\":[\"]\"]}", count: 10_000).joined(separator: ","))]"
    let json = try json("{\"first\":\(large),\"list\":[\(large),7],\"last\":{\"x\":\(large),\"y\":1}}")
    #expect(json["first"]?.items.count == 10_000 && json["first"]?.raw == large)
    #expect(json["list"]?.items.map(\.raw) == [large, "7"])
    #expect(json["last"]?["y"]?.integer == 1 && json.members.map(\.name) == ["first", "list", "last"])
  }

  @Test func `of two members with one name the last counts, however it is written`() throws {
    #expect(try json(#"{"a":1,"\u0061":2}"#)["a"]?.raw == "2")
  }

  @Test func `half a surrogate pair reads as a replacement`() throws {
    #expect(try json(#"["\ud800x","\udc00"]"#).items.map(\.text) == ["\u{FFFD}x", "\u{FFFD}"])
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "nul", "01", "1.", "\"\u{1}\"", "\"\\x\"",
    "\"\\u12\"",
    "[1] 2", "{\"a\":1,}", "]", "\"abc", "-", "[1}", "tru", "{\"a\":1]",
  ])
  func `what is not JSON is refused`(text: String) { #expect(throws: JSONFault.self) { try json(text) } }

  @Test func `bytes that are no text are refused`() {
    #expect(throws: JSONFault.self) { try JSON([0x22, 0xFF, 0x22]) }
    #expect(throws: JSONFault.self) { try JSON([0xFF, 0xFE, 0x7B, 0x00]) }
  }

  @Test func `a hundred thousand levels are refused without using them`() {
    for opening in ["[", "{\"a\":"] {
      let fault = #expect(throws: JSONFault.self) { try json(String(repeating: opening, count: 100_000)) }
      #expect(fault?.sentence == "is nested deeper than we read")
    }
  }

  @Test func `what is written can be read, whatever stands in it`() throws {
    let text = "\"\\\u{0}\u{1F}\n\r\té😀\u{2028}/"
    #expect(try json(JSONString.encode(text)).text == text)
  }

  @Test func `only what is named is kept, at every depth`() throws {
    let json = try json(
      #"{"name":"a","token":"s","frame":{"shape":1,"token":"s"},"list":[{"token":"s","shape":2}]}"#)
    #expect(
      json.keeping(["name", "frame", "shape", "list"])
        == #"{"name":"a","frame":{"shape":1},"list":[{"shape":2}]}"#)
    #expect(json.keeping(["nothing"]) == nil)
  }
}

@Suite struct SourceMomentTests {
  private func read(_ text: String) throws -> Int64? {
    try SourceMoment.read(JSON(Array(text.utf8)))?.milliseconds
  }

  @Test(
    arguments: [
      ("1700000000123", 1_700_000_000_123), ("\"1700000000123\"", 1_700_000_000_123),
      ("1700000000123.9", 1_700_000_000_123), ("\"2023-11-14T22:13:20.123Z\"", 1_700_000_000_123),
      ("\"2023-11-14T22:13:20.123\"", 1_700_000_000_123),
      ("\"2023-11-14T23:13:20.123+01:00\"", 1_700_000_000_123),
      ("{\"_seconds\":1700000000,\"_nanoseconds\":123000000}", 1_700_000_000_123), ("\"1970-01-01\"", 0),
      ("\"1969-12-31T23:59:59.999Z\"", -1), ("\"2000-02-29T00:00:00Z\"", 951_782_400_000),
    ] as [(String, Int64)])
  func `four shapes of a time are one moment`(text: String, milliseconds: Int64) throws {
    #expect(try read(text) == milliseconds)
  }

  @Test(arguments: [
    "\"yesterday\"", "\"2023-02-30T00:00:00Z\"", "\"2023-11-14T25:00:00Z\"", "1e300", "\"\"", "true", "[]",
    "{\"_seconds\":99999999999999999}", "\"2023-11-14T22:13:20Zx\"", "\"0000-01-01\"",
  ])
  func `anything else is no time`(text: String) throws { #expect(try read(text) == nil) }

  @Test func `an exact time comes back as it was written`() throws {
    for text in [
      "2021-05-06T12:34:56.789012Z", "2021-05-06T12:34:56Z", "2021-05-06T12:34:56.7Z",
      "1969-12-31T23:59:59.000001Z",
    ] {
      let (moment, rest) = try #require(SourceMoment.iso(text))
      #expect(SourceMoment.text(moment, rest: rest) == text)
    }
  }
}
