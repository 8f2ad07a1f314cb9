import KitTesting
import Testing

@testable import Kit

/// Tags are found by looking them up. What is found is what asking each of them would have found.
struct TagIndexTests {
  private static let account = Voice(account: 7, name: "david")

  private static func alter(_ id: Int, _ tags: [ProxyTags]) -> Voices.Alter {
    .init(Voice(account: 7, alter: Int64(id), name: "\(id)"), tags: tags)
  }

  /// As the rule says it: the longest, and of two that are as long the one who comes first.
  private static func asked(_ voices: Voices, _ text: String) -> (Int64?, String)? {
    voices.alters.enumerated().flatMap { place, alter in alter.tags.map { (place, $0, alter) } }
      .sorted { ($1.1.length, $0.0) < ($0.1.length, $1.0) }
      .lazy.compactMap { _, tags, alter in
        tags.inner(of: text, isExact: voices.isExact).map { (alter.voice.alter, $0) }
      }.first
  }

  @Test(arguments: [true, false]) func itIsAsIfEachOfThemHadBeenAsked(isExact: Bool) throws {
    var dice = Dice(state: 7)
    let letters = ["a", "A", "b", " ", ":", "[", "]", "é", "e\u{301}", "👩‍💻", "ß", "-"]
    let word = { (most: Int) in
      (0..<Int.random(in: 0...most, using: &dice)).map { _ in letters.randomElement(using: &dice) ?? "" }
        .joined()
    }
    for _ in 0..<150 {
      let alters = (1...20).map { id in
        Self.alter(id, (0..<3).map { _ in ProxyTags(prefix: word(3), suffix: word(3)) })
      }
      let voices = Voices(account: Self.account, alters: alters, isExact: isExact)
      for _ in 0..<40 {
        let text = word(4) + word(6) + word(4)
        guard !text.hasPrefix("\\") else { continue }
        let speech = try voices.speech(text)
        let expected = Self.asked(voices, text)
        #expect(
          speech.voice.alter == expected?.0 && speech.text == expected?.1 ?? text, "\(text.debugDescription)")
      }
    }
  }

  /// Asking each of five thousand takes milliseconds in the fastest of builds.
  @Test func fiveThousandAlreadyTakeNoLongerThanFive() throws {
    let few = Voices(account: Self.account, alters: (1...5).map { Self.alter($0, Self.tags($0)) })
    let many = Voices(account: Self.account, alters: (1...5000).map { Self.alter($0, Self.tags($0)) })
    let time = { (voices: Voices) throws in
      try ProcessorTime.measure {
        for number in 1...500 {
          _ = try voices.speech("n\(number % 5 + 1): hello, this is what one says of an evening")
        }
      }
    }
    #expect(try many.speech("n4999: hello").voice.name == "4999")
    #expect(try many.speech("hello -4321s").voice.name == "4321")
    #expect(try time(many) < time(few) * 20 + .milliseconds(200))
  }

  private static func tags(_ id: Int) -> [ProxyTags] {
    [ProxyTags(prefix: "n\(id):", suffix: ""), ProxyTags(prefix: "", suffix: "-\(id)s")]
  }

  /// A hundred prefixes, each the beginning of the next, beside a hundred such suffixes: all of them are looked
  /// up, and none of them matches.
  @Test func tagsThatAreAllButMatchedCostLittleToo() throws {
    let alters = (1...100).flatMap { start in
      (1...50).map { end in
        Self.alter(
          start * 100 + end,
          [
            ProxyTags(
              prefix: String(repeating: "a", count: start), suffix: String(repeating: "b", count: end) + "c")
          ])
      }
    }
    let voices = Voices(account: Self.account, alters: alters)
    let text = String(repeating: "a", count: 400) + String(repeating: "b", count: 400)
    let time = try ProcessorTime.measure { for _ in 0..<20 { _ = try voices.speech(text) } }
    #expect(time < .seconds(2))
  }
}

/// The same throws each time.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
