extension Topic {
  static let kitchen = Topic(
    name: "Kitchen table",
    description: "What we cook, bake and drink, and everything that is said over it.",
    subjects: [
      "sourdough", "lentil soup", "the good tea", "plum jam", "flatbread", "a birthday cake", "leftover rice",
      "pickled radishes", "oat milk", "the cast iron pan", "rhubarb", "porridge", "a pot of beans",
      "apple peel vinegar", "the last of the tomatoes",
    ],
    titles: [
      "What do you do with {it}?", "A small triumph with {it}", "{It}, second attempt", "Help me rescue {it}",
      "{It} for people who are tired", "Everything I know about {it}", "Does anybody else love {it}?",
      "{It} without an oven", "Slow Sunday: {it}", "{It} on four coins a week",
    ],
    openings: [
      "I made {it} {when}, and it went better than I had any right to expect.",
      "{Who} taught me about {it} {when}, and I have thought of little else since.",
      "There is a pan on the stove, rain on the window, and I want to talk about {it}.",
      "We have eaten {it} {n} times this week and nobody has complained yet.",
      "I gave up on {it} years ago. Then {who} came by and showed me what I had been doing wrong.",
      "Nobody warned me that {it} would take {time}, but here we are, and the kitchen smells wonderful.",
      "This is a thread for {it}, because the one in the chat scrolled away before I could write it down.",
    ],
    details: [
      "The trick seems to be patience and a lid that fits.",
      "I left it alone for {time}, which is the hardest part of any recipe.",
      "More salt than you think, and earlier than you think.",
      "I used what was in the cupboard: one onion, the end of a lemon, and a good deal of optimism.",
      "It freezes well, and it is better on the second day.",
      "My oven lies by twenty degrees, so take my numbers with care.",
      "**Do not stir it.** I know you want to. Do not.",
      "The smell brought {n} people into the kitchen, which is more than any alarm clock has managed.",
      "A spoon of miso at the end changes everything.",
      "I weigh things now, and I am {feeling} about it.",
      "If it looks too wet, it is right; if it looks right, it is already too dry.",
      "We ate it standing up, straight from the pot, and I regret nothing.",
      "The first one went to the birds. The second one we kept.",
      "You can do all of this with one pan and a `450 g` jar as a measure.",
    ],
    questions: [
      "How long do you keep yours, and where?", "Has anybody tried it with rye?",
      "What would you serve beside it?", "Is there a way to do this without waking the house?",
      "Does it matter which flour I use?", "What did your family call this?",
      "Can I leave it overnight, or is that asking for trouble?",
      "Who taught you, and what did they swear by?",
    ],
    answers: [
      "I do it almost the same way, only with half the sugar and twice the time.",
      "Thank you for writing this down. I tried it {when} and it worked.",
      "Mine fell apart, but it tasted right, so I am counting it as a success.",
      "Please put this somewhere that it can be found again.",
      "We make {it} every year when the first frost comes, and it is never the same twice.",
      "A warm spot beside the boiler does more than any recipe.",
      "You have just described my grandmother's kitchen, down to the lid.",
      "I would add a bay leaf, but then I add a bay leaf to everything.",
      "Try it with a little less water and a hotter pan; {who} swears by that.",
      "I read this at lunch and went straight home to try. I am {feeling}.",
      "The part about not stirring should be printed on the packet.",
      "That is very nearly what we do, except that we argue about it first.",
      "You could also steam it. It takes {time}, but you can read meanwhile.",
      "I have no advice. I only wanted to say that this made me hungry.",
    ],
    blocks: [
      """
      What went in:

      - 500 g flour, the strong kind
      - 350 g water, a little warmer than your hand
      - 100 g starter that floats
      - 10 g salt
      """,
      """
      1. Mix everything and walk away.
      2. Come back after an hour, fold it over itself, walk away again.
      3. When it wobbles, bake it hot under a lid for twenty-five minutes.
      4. Take the lid off and wait until you cannot stand it any more.
      """,
      "![A round loaf with a leaf cut into its crust](/static/img/sample-loaf.svg)",
      """
      | kettle | minutes | verdict |
      |---|---:|---|
      | first steep | 2 | all flowers |
      | second | 3 | the best one |
      | third | 5 | still polite |
      """,
      """
      > Cook it until it is done, then a little longer, then call everyone.

      That is the whole recipe as it was handed to me.
      """,
    ])
}
