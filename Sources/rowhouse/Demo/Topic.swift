/// What a category talks about: sentences with {slots} that `Pen` fills.
struct Topic {
  let name: String
  let description: String
  /// `{it}`: what a thread is about.
  let subjects: [String]
  let titles: [String]
  let openings: [String]
  let details: [String]
  let questions: [String]
  let answers: [String]
  /// Blocks that stand on their own: lists, code, tables, pictures.
  let blocks: [String]

  static let all = [kitchen, workshop, garden, porch]

  /// Slots that mean the same everywhere.
  static let slots: [String: [String]] = [
    "when": [
      "last Sunday", "this morning", "on a grey Tuesday", "back in spring", "the other night",
      "just before the holidays", "during the first frost", "yesterday after work", "over the long weekend",
      "at five in the morning",
    ],
    "who": [
      "my sister", "our neighbour", "a friend from the library", "my grandmother", "the woman at the market",
      "one of us", "my old flatmate", "a stranger on the train", "the man from number nine", "our landlord",
    ],
    "n": ["two", "three", "four", "five", "half a dozen", "seven"],
    "time": ["ten minutes", "half an hour", "a whole afternoon", "about two hours", "most of a week"],
    "feeling": ["quietly proud", "a little foolish", "relieved", "curious", "calm", "hopeful"],
  ]
}
