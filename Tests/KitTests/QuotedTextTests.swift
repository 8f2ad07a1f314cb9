import Testing

@testable import Kit

/// Who says a text in which somebody is quoted, and tags that other writing looks like.
struct QuotedTextTests {
  private func voices(_ tags: [(String, String)], isExact: Bool = true) -> Voices {
    let tags = tags.map { ProxyTags(prefix: $0.0, suffix: $0.1) }
    return Voices(
      account: Voice(account: 7, name: "david"),
      alters: [.init(Voice(account: 7, alter: 1, name: "Seles"), tags: tags)], isExact: isExact)
  }

  private static let quote = "> **Ada** in #6:\n>\n> *tea?*\n\n"

  @Test(arguments: [
    (quote + "*yes*", "Seles", quote + "yes"), (quote + "yes", "david", quote + "yes"),
    (quote + "\\*yes*", "david", quote + "*yes*"), (quote + "\\\\*yes*", "david", quote + "*yes*"),
    // As it was written once, with the name before the quote.
    ("**Ada** in #6:\n> tea?\n\n*yes*", "Seles", "**Ada** in #6:\n> tea?\n\nyes"),
    ("**Ada** in #6:\n> tea?*", "david", "**Ada** in #6:\n> tea?*"),
    ("*yes*\n\n> tea?\n", "Seles", "yes\n\n> tea?\n"), ("> a\n\n*yes*\n\n> b", "Seles", "> a\n\nyes\n\n> b"),
    ("*one\n\n> tea?\n\ntwo*", "Seles", "one\n\n> tea?\n\ntwo"), (quote, "david", quote),
    ("> *tea?*\r\n\r\n*yes*\r\n", "Seles", "> *tea?*\r\n\r\nyes"),
  ])
  func whoAnswersAQuote(text: String, name: String, left: String) throws {
    let speech = try voices([("*", "*")]).speech(text)
    #expect(speech.voice.name == name)
    #expect(speech.text == left)
  }

  @Test(arguments: [
    ("> words\n\nanswer", "david"), (quote + "answer", "david"), (quote, "david"), ("> words", "Seles"),
  ])
  func aTagThatLooksLikeAQuoteTakesNobodyElsesWords(text: String, name: String) throws {
    #expect(try voices([(">", "")]).speech(text).voice.name == name)
  }

  @Test(arguments: [
    ("\\- milk\n- bread", "- milk\n- bread"), ("\\# Tea", "\\# Tea"), ("\\ - milk", " - milk"),
  ])
  func aBackslashBeforeATagIsNotLeft(text: String, left: String) throws {
    let speech = try voices([("- ", "")]).speech(text)
    #expect(speech.voice.name == "david" && speech.text == left)
  }

  @Test(arguments: [
    ("❤️", "\u{2764} hi", "hi"), ("❤️", "\u{2764}\u{FE0F}hi", "hi"), ("\u{2764}", "❤️ hi", "hi"),
    ("❤️‍🔥", "❤\u{200D}🔥 hi", "hi"), ("Jo ", "Jo\u{A0}hi", "hi"), ("Jo ", "Jo ", ""), ("Jo ", "Jo", nil),
    ("Jo ", "Jo \u{301}x", nil), ("👨", "👨‍👩‍👧 hi", nil), ("Ⓜ️", "\u{24C2} hi", "hi"),
  ])
  func whatLooksTheSameIsTheSameTag(tag: String, text: String, left: String?) throws {
    let speech = try voices([(tag, "")]).speech(text)
    #expect(speech.voice.name == (left == nil ? "david" : "Seles"))
    #expect(speech.text == left ?? text)
    #expect(ProxyTags(prefix: tag, suffix: "").isSame(as: ProxyTags(prefix: tag + "\u{FE0F}", suffix: "")))
  }

  @Test func capitalsAndColouredSignsTogether() throws {
    #expect(try voices([("Ⓜ️", "")], isExact: false).speech("\u{24DC}\u{FE0F} hello").text == "hello")
  }

  @Test(arguments: [
    ("- ", "", "Lists"), ("1.", "", "Lists"), ("*", "", "Lists"), ("# ", "", "Headings"), (">", "", "Quotes"),
    ("*", "*", "Stressed"), ("`", "`", "Stressed"), ("<", ">", "Links"), ("```", "", "Code"),
    ("S\\", "", "backslash"),
  ])
  func tagsThatOtherWritingLooksLikeAreTold(prefix: String, suffix: String, word: String) {
    let tags = ProxyTags(prefix: prefix, suffix: suffix)
    #expect(tags.problem == nil && tags.warning?.contains(word) == true)
  }

  @Test(arguments: [("S:", ""), ("", "-s"), ("[", "]"), ("-s ", ""), ("1", ""), ("*s", "*"), ("🦊", "🦊")])
  func othersAreNot(prefix: String, suffix: String) {
    #expect(ProxyTags(prefix: prefix, suffix: suffix).warning == nil)
  }
}
