extension Topic {
  static let workshop = Topic(
    name: "Workshop",
    description: "Making and mending: code, cloth, bicycles, radios, small servers.",
    subjects: [
      "the little server", "my bicycle's bottom bracket", "a backup script", "the sewing machine",
      "an old radio", "the doorbell", "a bookbinding jig", "the label printer", "a pocket calculator",
      "the garden sensor", "my first quilt", "a wobbly chair", "the family photo archive",
      "a mechanical clock",
      "the SQLite file that runs everything",
    ],
    titles: [
      "Mending {it}", "{It} works again", "What I learned from {it}", "{It}: show your notes",
      "Is {it} worth saving?", "A weekend with {it}", "{It}, explained to my past self",
      "Please look over my plan for {it}", "The smallest thing that could work for {it}",
      "{It} and the missing screw",
    ],
    openings: [
      "I finally opened up {it} {when}, and there was a whole history inside.",
      "{It} stopped working {when}. It took me {time} to find out why, and a minute to mend it.",
      "After {n} evenings, {it} does what I wanted, and I understand nearly all of it.",
      "{Who} gave me {it} and said that if I could mend it, I could keep it.",
      "I am writing this down while I still remember what I did to {it}.",
      "There are {n} ways to go about {it}. I tried the wrong ones first, so that you need not.",
      "I want to change as little as possible about {it}, and I would like a second pair of eyes.",
    ],
    details: [
      "The log had said so all along; I had only never read it to the end.",
      "A drop of oil, a clean cloth, and {time} of patience were all it wanted.",
      "I drew it on paper first, which felt slow and saved me a day.",
      "It runs on a board the size of a biscuit and draws less than a night light.",
      "I wrote a test for it **before** I touched anything, and that test has earned its keep.",
      "The screw that was left over belongs, I think, to something else entirely.",
      "Whoever built this knew what they were doing; every part can be reached with one tool.",
      "I keep a notebook beside the bench now. The date, what I changed, what happened.",
      "The manual is wrong about step four, and {who} had pencilled the right one in the margin.",
      "`PRAGMA integrity_check` said *ok*, and I said a word that I will not repeat here.",
      "It is not elegant, but it is honest, and it is warm to the touch.",
      "Nothing was broken. Two connectors had grown tired of each other.",
      "I made a copy before each step and named them by the hour.",
      "In the end I removed more than I added, and I am {feeling} about that.",
    ],
    questions: [
      "Would you solder this or crimp it?", "How do you label your cables?",
      "Is there a gentler way to get the old glue off?", "Where do you keep the spare parts?",
      "What would you test first?", "Does anybody have the drawing for the earlier model?",
      "Should I replace it while it is open anyway?", "How would you make this so that it can be undone?",
    ],
    answers: [
      "I had exactly this {when}. It was the connector. It is always the connector.",
      "Lovely work. The bit about the notebook is what I needed to hear.",
      "Before you order parts, measure the thing that you are sure about.",
      "I would leave {it} alone if it works; but then, I never do.",
      "You can borrow my puller. I am {n} streets over.",
      "Write down the order in which the washers came off. Ask me how I know.",
      "That script will bite you when a name has a space in it; put quotes around it.",
      "Thank you for showing the failures as well. Most people only post the last photo.",
      "{Who} used to say that a clean bench is half the repair.",
      "A timer would do for this; you don't need a whole framework.",
      "I tried your way and it took me {time}, most of which was looking for my glasses.",
      "If it helps: ours ran for nine years without a restart, and then we moved house.",
      "Take a photo before you pull anything. Then take another.",
      "I read this twice and went to look at my own. I am {feeling} now.",
    ],
    blocks: [
      """
      This is all of it:

      ```sh
      #!/bin/sh
      # A copy a night, kept for a fortnight.
      set -eu
      day=$(date +%F)
      sqlite3 app.db "VACUUM INTO 'backup/$day.db'"
      find backup -name '*.db' -mtime +14 -delete
      ```
      """,
      """
      ```swift
      struct Kettle {
        var celsius = 20.0

        mutating func boil() -> Int {
          var seconds = 0
          while celsius < 100 {
            celsius += 0.4
            seconds += 1
          }
          return seconds
        }
      }
      ```
      """,
      """
      What I used:

      - [x] a small brush
      - [x] contact cleaner
      - [x] the good screwdriver
      - [ ] the part that has not come yet
      """,
      """
      | part | state | plan |
      |---|---|---|
      | bearing | rough | new one |
      | thread | fine | grease |
      | paint | chipped | leave it |
      """,
      """
      ```
      $ uptime
       21:14:02 up 611 days,  3:02,  1 user,  load average: 0.02, 0.03, 0.00
      ```

      I don't want to be the one who ends that.
      """,
    ])
}
