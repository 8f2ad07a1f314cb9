import Testing

@testable import Kit

@Suite struct NounTests {
  @Test(
    arguments: [
      ("alter", "an alter"), ("headmate", "a headmate"), ("member", "a member"), ("part", "a part"),
      ("insider", "an insider"), ("unit", "a unit"), ("user", "a user"), ("one of us", "a one of us"),
      ("hour", "an hour"), ("Ich-Anteil", "an Ich-Anteil"), ("élan", "an élan"),
      ("unimportant", "an unimportant"),
      ("self", "a self"),
    ])
  func theArticleGoesByTheSound(word: String, with article: String) {
    #expect(Noun(one: word, many: "").a == article)
  }

  @Test func aSentenceBeginsWithACapital() {
    let noun = Noun(one: "headmate", many: "headmates")
    #expect((noun.capitalOne, noun.capitalMany, noun.capitalA) == ("Headmate", "Headmates", "A headmate"))
  }

  @Test func wordsOfOnesOwnThatAreHalfThereAreTheUsualOnes() {
    #expect(Noun(of: "own", one: "voice", many: "voices") == Noun(one: "voice", many: "voices"))
    #expect(Noun(of: "own", one: "voice", many: "") == Noun(one: "alter", many: "alters"))
    #expect(Noun(of: "part", one: "voice", many: "voices") == Noun(one: "part", many: "parts"))
    #expect(Noun(of: "nonsense", one: "voice", many: "voices") == Noun(one: "alter", many: "alters"))
  }
}
