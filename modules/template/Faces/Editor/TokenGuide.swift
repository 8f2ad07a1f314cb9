/// What each token is for, in the order in which one chooses them.
enum TokenGuide {
  struct Group {
    let title: String
    let tokens: [(name: String, use: String)]
  }

  static let groups = [
    Group(
      title: "Grounds",
      tokens: [
        ("page", "behind everything"), ("surface", "cards and bars"), ("raised", "fields and menus"),
        ("sunken", "what lies lower; hover"), ("line", "divides"), ("edge", "outlines what one can use"),
        ("shade", "shadows"),
      ]),
    Group(
      title: "Words",
      tokens: [
        ("ink", "text"), ("muted", "notes, placeholders"), ("link", "links"),
        ("visited", "links one has been to"),
      ]),
    Group(
      title: "Accent",
      tokens: [
        ("accent", "the main button"), ("on-accent", "written on it"), ("accent-soft", "a tint of it"),
        ("accent-ink", "written in it"), ("focus", "the ring around what has the keyboard"),
      ]),
    Group(
      title: "Signs",
      tokens: [
        ("good", "went well"), ("good-soft", "behind it"), ("warn", "take care"), ("warn-soft", "behind it"),
        ("bad", "went wrong; danger"), ("bad-soft", "behind it"), ("on-bad", "written on danger"),
      ]),
    Group(
      title: "Reading",
      tokens: [
        ("quote", "behind quotes"), ("code", "behind code"), ("code-ink", "code"),
        ("mark", "behind what is marked"),
      ]),
    Group(
      title: "The row of houses", tokens: [("window", "a lit window"), ("wall", "walls"), ("roof", "roofs")]),
  ]

  private static let words: [String: String] = [
    "page": "the page", "surface": "cards", "raised": "fields and menus", "sunken": "hover and wells",
    "ink": "Text", "muted": "Notes and placeholders", "link": "Links", "visited": "Visited links",
    "accent": "The accent", "on-accent": "The main button's words", "accent-ink": "Words in the accent",
    "accent-soft": "the accent's tint", "accent-hover": "the main button under the pointer",
    "edge": "Outlines",
    "focus": "The keyboard's ring", "good": "Good news", "warn": "Warnings", "bad": "Bad news",
    "good-soft": "the tint of good news", "warn-soft": "the tint of warnings",
    "bad-soft": "the tint of bad news",
    "on-bad": "Words on danger", "quote": "quotes", "code": "code", "code-ink": "Code", "mark": "marked text",
  ]

  /// “Text on cards”
  static func sentence(_ pair: Contrast) -> String {
    let back = ["accent": "the accent", "bad": "danger"][pair.back] ?? words[pair.back] ?? pair.back
    return "\(words[pair.front] ?? pair.front) on \(back)"
  }
}
