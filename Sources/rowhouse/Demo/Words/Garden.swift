extension Topic {
  static let garden = Topic(
    name: "Garden and weather",
    description: "Balconies, allotments, birds, walks, and what the sky is doing.",
    subjects: [
      "the tomato on the balcony", "a blackbird's nest", "the first frost", "our shared compost",
      "a fig in a pot", "the walk along the canal", "swifts", "the rain barrel", "an unknown mushroom",
      "the crooked pear tree", "moss", "the window box", "a bumblebee queen", "the allotment gate",
      "snowdrops",
    ],
    titles: [
      "{It}, week by week", "Today: {it}", "What is happening with {it}?", "A year of {it}",
      "{It} for beginners", "In praise of {it}", "I was wrong about {it}", "{It}: photos and notes",
      "Who else watches {it}?", "Small report on {it}",
    ],
    openings: [
      "I noticed {it} {when}, and now I look every day.",
      "The weather turned {when}, and {it} did not mind at all.",
      "This is my third year with {it}, and the first in which I understand something.",
      "{Who} told me to stop fussing over {it}. I have stopped, mostly.",
      "It rained for {time} and then the light came in sideways, right onto {it}.",
      "We walked for {time} {when} and came back with muddy knees and a question about {it}.",
      "I want to keep a log of {it} here, so that next year's me has something to read.",
    ],
    details: [
      "There were {n} of them, and they did not care about me in the least.",
      "The soil is heavy here; I dig in leaves every autumn and it forgives me a little.",
      "I water in the evening, slowly, and talk to whoever is on the next balcony.",
      "The leaves went yellow from the bottom, then stopped, then thought better of it.",
      "It likes neglect more than care, which I find *restful*.",
      "A wren comes by at the same minute each morning. You could set a clock by it.",
      "We put the pots on wheels, and now the sun can be followed around.",
      "Something ate half of it and left the other half, as if out of politeness.",
      "The canal smelled of iron and mint, and the herons stood about like umbrellas.",
      "I saved the seed in an envelope with the date, because memory is compost.",
      "For once the forecast was right, and we were under the roof when it came.",
      "You hear them before you see them: a long thin scream, high up, full of joy.",
      "I counted for {time} and lost count twice, and was {feeling} all the same.",
      "The neighbour's cat has opinions about all of this.",
    ],
    questions: [
      "Is it too late to sow?", "Who could have made that hole?", "Do you prune yours, or let it sulk?",
      "Has anybody seen the first one of the year yet?", "What do you grow on the north side?",
      "How do you keep the slugs polite?", "Does your soil do this too?",
      "Which bird is this, from the sound?",
    ],
    answers: [
      "Ours did the same {when} and came back twice as strong.",
      "I would leave it. Most garden problems are solved by a chair and a cup of tea.",
      "That sounds like a dunnock to me: small, brown, and full of secrets.",
      "We have them here too, {n} this year, in the gap under the gutter.",
      "Half shade and a windbreak did it for us; {who} had suggested it for years.",
      "What a good thing to notice. I went out and looked, and there it was.",
      "Slugs: a board on the ground, turned over every morning. It takes {time} and some courage.",
      "Here it has not rained for a fortnight, so I read this with envy.",
      "The mushroom is a guess, so please don't eat it on my word.",
      "I sowed mine {when} and they are only now waking up. There is time.",
      "You have reminded me to clean the nest box before the year turns.",
      "Moss is a fine answer to most questions about lawns.",
      "I keep a list like this on the kitchen door. It makes me {feeling}.",
      "Next time you come along the canal, ring the bell at the blue gate.",
    ],
    blocks: [
      "![A window box with three tall flowers under a low sun](/static/img/sample-garden.svg)",
      """
      Seen today, in order of surprise:

      1. a kingfisher, for one second
      2. {n} long-tailed tits in a row
      3. a man feeding ducks from a teapot
      """,
      """
      | week | height | mood |
      |---|---:|---|
      | 1 | 4 cm | shy |
      | 2 | 9 cm | interested |
      | 3 | 17 cm | leaning |
      | 4 | 31 cm | needs a stick |
      """,
      """
      - sow: spinach, broad beans, hope
      - move: the fig, indoors
      - leave alone: everything under the hedge
      """,
      """
      > Red sky at night, put the laundry inside.

      That is how it was said in our house, and it was right more often than the radio.
      """,
    ])
}
