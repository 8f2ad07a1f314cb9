import RTC
import Testing

struct JSONTests {
  @Test(arguments: [
    "{}", "[]", "null", "true", "-0", "12", "\"a\"", "[1,2,[3]]", #"{"a":{"b":[null,false]}}"#, " [ 1 , 2 ] ",
    #""é\u00e9\ud83d\ude00\n""#, "1.5", "1e3", "9223372036854775807",
  ])
  func whatIsJSONIsRead(text: String) throws {
    let json = try #require(JSON(text: text))
    #expect(JSON(json.bytes) == json)
  }

  @Test(arguments: [
    "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "'a'", "01", "1.", ".5", "+1", "nul",
    "truex",
    "\"a", "\"\\x\"", "\"\\u12\"", #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, "\"a\nb\"", "[1] 2",
    #"{"a":1,"a":2}"#, "\u{FEFF}{}", "NaN", "1e", "--1", "[1 2]", "\"\\u+123\"",
  ])
  func whatIsNotIsRefused(text: String) { #expect(JSON(text: text) == nil) }

  @Test func bytesThatAreNoTextAreRefused() { #expect(JSON([0x22, 0xC3, 0x28, 0x22]) == nil) }

  @Test func nestingHasAnEnd() {
    #expect(JSON(text: String(repeating: "[", count: 100_000)) == nil)
    #expect(JSON(text: String(repeating: "[", count: 16) + String(repeating: "]", count: 16)) != nil)
    #expect(JSON(text: String(repeating: "[", count: 17) + String(repeating: "]", count: 17)) == nil)
  }

  @Test func whatIsWrittenNeedsOneLineAndIsReadAgain() {
    let json: JSON = [
      "text": .text("a\n\"b\"\\\u{1}\u{2028}é😀"), "none": .null, "list": .list([.bool(true)]),
    ]
    #expect(!json.string.contains("\n"))
    #expect(JSON(json.bytes) == json)
  }

  @Test func randomBytesNeverTrap() {
    var random = Seeded(seed: 7)
    let alphabet = Array(#"{}[]",:\u0123456789abcdeftrulnsE+-. "#.utf8) + [0, 0x80, 0xC3, 0xFF]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      if let json = JSON(bytes) { #expect(JSON(json.bytes) == json) }
      _ = Command.read(bytes)
    }
  }
}

/// Random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
