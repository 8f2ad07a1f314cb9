extension Topic {
  static let porch = Topic(
    name: "Front porch",
    description: "Hello, how are you all, and how we live together in one house or in one head.",
    subjects: [
      "sharing one notebook", "mornings", "saying no", "the switch nobody noticed", "a quiet week",
      "names and pronouns", "living with housemates", "our calendar", "being asked the same question",
      "the chat at night", "a good first week here", "telling a friend", "small rituals",
      "doing the dishes", "the long way home",
    ],
    titles: [
      "On {it}", "Some thoughts about {it}", "{It}: what works for you?", "A kind word about {it}",
      "Let's talk about {it}", "{It}, and other small things", "How we do {it}", "New here, and {it}",
      "A question about {it}", "What {it} taught us",
    ],
    openings: [
      "Hello everyone. I have read along for {time} and thought I would say something about {it}.",
      "We had a talk at home {when} about {it}, and it went gently, for once.",
      "I don't know how others do {it}, so I will just say how we do.",
      "{Who} asked me {when} about {it}, and I did not have the words. I think I have them now.",
      "This is not a problem, only a thought about {it} that wants some company.",
      "It has been a long week, and {it} was the best part of it.",
      "Somebody here wrote about {it} a while ago, and it stayed with {n} of us.",
    ],
    details: [
      "We leave notes for each other in the same book, each in a different colour.",
      "Whoever is out in the morning makes the tea; whoever comes later drinks it cold and forgives.",
      "I used to explain everything. Now I say *that is how it is with us*, and most people nod.",
      "It helps to say it out loud, even to the cat.",
      "Nobody has to be the same person all week, and that turns out to be true for everyone.",
      "There is a list on the fridge with {n} things on it, and one of them is *rest*.",
      "We agreed that a closed door is a whole sentence.",
      "I went for a walk, came back {feeling}, and found that somebody had done the washing up.",
      "Some of us like the lights low and the page plain; others want it to sing. We take turns.",
      "The calendar only works since we write in it what we *want* as well as what we must.",
      "Nothing dramatic happened. That is the news, and it is good.",
      "What I needed was not advice but somebody who would say: yes, that.",
      "We count it as a good day if everyone got to say one thing.",
      "It took {time} before I could read that letter, and a minute to answer it.",
    ],
    questions: [
      "How do you share what happened while somebody was away?", "What do you do on days like that?",
      "Is there a word for this that doesn't sound like a form?", "Who else keeps a notebook?",
      "How do you tell new people, or do you let them find out?", "What was your first week here like?",
      "Do you also talk to each other in the car?", "What is the kindest rule in your house?",
    ],
    answers: [
      "Welcome. Pull up a chair; there is always somebody here, even at odd hours.",
      "Yes, that. Thank you for putting it so plainly.",
      "We do nearly the same, only with sticky notes and worse handwriting.",
      "I read it to the others, and {n} of us nodded at once.",
      "There is no hurry with any of this. It took us years, and we still change it.",
      "The closed door as a whole sentence: I am keeping that.",
      "What helped here was a rule that nobody has to answer at once.",
      "I was {feeling} when I read this, and I wanted you to know.",
      "{Who} says it in fewer words: be kind, rinse the cup.",
      "On days like that we go the long way home and count the lit windows.",
      "Our calendar has a column for the weather inside. It sounds silly and it works.",
      "You are not the first to ask, and the answer has never been the same twice.",
      "I wrote you a message. No need to reply.",
      "Somebody else of us would put this differently, but we agree on the main thing.",
    ],
    blocks: [
      """
      Our house rules, such as they are:

      - whoever finishes the milk says so
      - no big decisions after ten at night
      - ask before you hug
      - the notebook is for everyone
      """,
      "![A row of narrow houses at dusk, some of their windows lit](/static/img/sample-street.svg)",
      """
      > You don't have to be finished to be welcome.

      I saw that on a card in a shop window and went back to buy it.
      """,
      """
      1. Breathe.
      2. Write down what just happened, in one line.
      3. Drink some water.
      4. Read the line again, as if a friend had written it.
      """,
    ])
}
