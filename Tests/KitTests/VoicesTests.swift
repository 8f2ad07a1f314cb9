import Kit
import Testing

/// Who says a text: the whole table.
struct VoicesTests {
  private static let account = Voice(account: 7, name: "david")
  private static let seles = Voice(account: 7, alter: 1, name: "Seles", pronouns: "she/her", color: "aa3366")
  private static let yuki = Voice(account: 7, alter: 2, name: "Yuki")
  private static let dexen = Voice(account: 7, alter: 3, name: "Dexen", pronouns: "he/him")

  /// Seles has `S:` and `[` `]`; Yuki `S:Y` and ` -y`; Dexen, who is private, `👩‍💻` and `d(` `)`.
  private func voices(
    usual: Voices.Usual = .account, isExact: Bool = true, isLatching: Bool = false, keepsTags: Bool = false
  ) -> Voices {
    Voices(
      account: Self.account,
      alters: [
        .init(Self.seles, tags: [tags("S:"), tags("[", "]")], keepsTags: keepsTags),
        .init(Self.yuki, tags: [tags("S:Y"), tags("", " -y")]),
        .init(Self.dexen, isFree: false, tags: [tags("👩‍💻"), tags("d(", ")")]),
      ], usual: usual, isExact: isExact, isLatching: isLatching)
  }

  private func tags(_ prefix: String, _ suffix: String = "") -> ProxyTags {
    ProxyTags(prefix: prefix, suffix: suffix)
  }

  @Test(arguments: [
    ("S: hello", "Seles", "hello"),
    ("S:hello", "Seles", "hello"),
    ("S:Yes", "Yuki", "es"),
    ("  S: hello \n", "Seles", "hello"),
    ("[hello]", "Seles", "hello"),
    ("[hello", "david", "[hello"),
    ("[]", "Seles", ""),
    ("[", "david", "["),
    ("S:", "Seles", ""),
    ("s: hello", "david", "s: hello"),
    ("hello -y", "Yuki", "hello"),
    ("hello-y", "david", "hello-y"),
    ("-y", "david", "-y"),
    (" -y", "Yuki", ""),
    ("hello\u{A0}-y", "Yuki", "hello"),
    ("[hello -y]", "Seles", "hello -y"),
    ("[hello] -y", "Yuki", "[hello]"),
    ("S: one\n\n- two", "Seles", "one\n\n- two"),
    ("S: S: hello", "Seles", "S: hello"),
    ("so S: hello", "david", "so S: hello"),
    ("👩 hello", "david", "👩 hello"),
    ("", "david", ""),
    ("\\S: hello", "david", "S: hello"),
    ("\\[hello]", "david", "[hello]"),
    ("\\[hello", "david", "\\[hello"),
    ("\\*not bold*", "david", "\\*not bold*"),
    ("\\ hello", "david", " hello"),
    ("\\\\S: hello", "david", "S: hello"),
    ("\\\\", "david", ""),
    ("\\", "david", ""),
  ])
  func whoSaysIt(text: String, name: String, left: String) throws {
    let speech = try voices().speech(text)
    #expect(speech.voice.name == name)
    #expect(speech.text == left)
  }

  @Test(arguments: [
    ("s:y hello", "Yuki"), ("s: hello", "Seles"), ("HELLO -Y", "Yuki"), ("ſ: hello", "david"),
  ])
  func capitalsMayNotMatter(text: String, name: String) throws {
    #expect(try voices(isExact: false).speech(text).voice.name == name)
  }

  @Test func theSameTextIsTheSameHoweverItIsEncoded() throws {
    let voices = Voices(account: Self.account, alters: [.init(Self.seles, tags: [tags("e\u{301}:")])])
    #expect(try voices.speech("\u{E9}: hello").text == "hello")
  }

  @Test func ofTwoThatAreAsLongTheFirstInTheSystemSpeaks() throws {
    let voices = Voices(
      account: Self.account,
      alters: [.init(Self.yuki, tags: [tags("x")]), .init(Self.seles, tags: [tags("", "x")])])
    #expect(try voices.speech("xx").voice == Self.yuki)
  }

  @Test func tagsStayWhereTheyAreKept() throws {
    let speech = try voices(keepsTags: true).speech("S: hello")
    #expect(speech.text == "S: hello" && speech.voice == Self.seles)
  }

  @Test func whoHasNoAltersSaysWhatTheyType() throws {
    let voices = Voices(account: Self.account)
    #expect(try voices.speech("\\*hello*").text == "\\*hello*")
    #expect(try voices.speech(" S: ", SpeakerChoice(wanted: 0)).text == " S: ")
    #expect(throws: Hesitation.gone) { try voices.speech("hello", SpeakerChoice(wanted: 77)) }
  }

  @Test(arguments: [("hello", "Yuki"), ("S: hello", "Seles"), ("\\hello", "david"), ("\\\\hello", "david")])
  func aBackslashGoesBeforeTagsAndTagsBeforeAChoice(text: String, name: String) throws {
    #expect(try voices(usual: .alter(1)).speech(text, SpeakerChoice(wanted: 2, shown: 1)).voice.name == name)
  }

  @Test func nothingChosenIsWhatIsUsual() throws {
    #expect(try voices(usual: .alter(2)).speech("hello").voice == Self.yuki)
    #expect(
      try voices(usual: .alter(2)).speech("hello", SpeakerChoice(wanted: 2, shown: 2)).voice == Self.yuki)
    #expect(
      try voices(usual: .alter(2)).speech("hello", SpeakerChoice(wanted: 0, shown: 2)).voice == Self.account)
    #expect(try voices().speech("hello").voice == Self.account)
  }

  @Test func somebodyElseThanWasShownNeverSpeaks() {
    #expect(throws: Hesitation.changed(Self.yuki)) {
      try voices(usual: .alter(2)).speech("hello", SpeakerChoice(wanted: 1, shown: 1))
    }
    #expect(throws: Hesitation.changed(Self.account)) {
      try voices().speech("hello", SpeakerChoice(wanted: 1, shown: 1))
    }
  }

  @Test func whoIsGoneIsChosenAnew() {
    #expect(throws: Hesitation.gone) { try voices(usual: .alter(9)).speech("hello") }
    #expect(throws: Hesitation.gone) { try voices().speech("hello", SpeakerChoice(wanted: 9, shown: 0)) }
  }

  @Test(arguments: ["👩‍💻 hello", "d(hello)"])
  func whoIsPrivateIsAskedAbout(text: String) throws {
    #expect(throws: Hesitation.hidden(Self.dexen)) { try voices().speech(text) }
    #expect(throws: Hesitation.hidden(Self.dexen)) { try voices().speech(text, SpeakerChoice(consent: 2)) }
    let speech = try voices().speech(text, SpeakerChoice(consent: 3))
    #expect(speech.voice == Self.dexen && speech.isConsented)
    let sentence = Hesitation.hidden(Self.dexen).sentence
    #expect(
      sentence == "Dexen is private. Speaking shows the name and pronouns to everybody who may read here.")
  }

  @Test func aPrivateOneWhoIsUsualIsAskedAboutToo() {
    #expect(throws: Hesitation.hidden(Self.dexen)) { try voices(usual: .alter(3)).speech("hello") }
    #expect(throws: Hesitation.hidden(Self.dexen)) {
      try voices().speech("hello", SpeakerChoice(wanted: 3, shown: 0))
    }
  }

  @Test(arguments: [
    ("hello", true), ("S: hello", true), ("\\\\hello", true), ("\\hello", false),
  ])
  func theLatchMoves(text: String, moves: Bool) throws {
    #expect(try voices(isLatching: true).speech(text).latch == (moves ? .moves : .stays))
    #expect(try voices(isLatching: false).speech(text).latch == .stays)
  }

  @Test(arguments: [
    ("", "", "match everything"), (" ", "\t", "match everything"), ("\\S", "", "backslash"),
    (String(repeating: "x", count: 101), "", "at most 100"),
    ("", String(repeating: "y", count: 101), "at most 100"),
    ("a\nb", "", "U+000A (line feed)"), ("", "x\u{202E}y", "U+202E (right-to-left override)"),
    ("\u{3164}", "\u{200B}", "match everything"),
  ])
  func tagsThatNobodyCanHave(prefix: String, suffix: String, why: String) {
    #expect(tags(prefix, suffix).problem?.contains(why) == true)
  }

  @Test(arguments: [("S:", ""), ("", "-y"), ("[", "]"), (" S ", " "), ("🦊", "🦊")])
  func tagsThatAreFine(prefix: String, suffix: String) { #expect(tags(prefix, suffix).problem == nil) }
}
