import Forums
import Kit

/// The threads of a sample community, the same for the same sizes.
struct Street {
  let residents: [Resident]
  let threads: Int
  let posts: Int
  /// When the last post is written.
  let end: Moment
  private var dice = Dice(seed: 1)
  private let pens = Topic.all.map(Pen.init)

  /// Texts that are written for each subject. More posts than that share them, and cost no more to cook.
  private static let drafts = 64
  private static let days = 90

  init(residents: [Resident], threads: Int, posts: Int, end: Moment) {
    self.residents = residents
    self.threads = threads
    self.posts = posts
    self.end = end
  }

  mutating func seed() -> ForumsSeed {
    let categories = Topic.all.map { ForumsSeed.Category($0.name, $0.description) }
    let lengths = lengths()
    var answers: [[[String]]] = pens.map { pen in pen.topic.subjects.map { _ in [] } }
    let written = (0..<threads).map { number in
      thread(number, length: lengths[number], &answers)
    }
    return ForumsSeed(categories: categories, threads: written)
  }

  /// A few long threads and many short ones; together they have all the posts.
  private mutating func lengths() -> [Int] {
    var lengths = [Int](repeating: 1, count: threads)
    var left = posts - threads
    while left > 0 {
      let share = min(left, dice.among(1...3))
      lengths[dice.percent(30) ? dice.below(max(1, threads / 8)) : dice.below(threads)] += share
      left -= share
    }
    return lengths
  }

  private mutating func thread(_ number: Int, length: Int, _ answers: inout [[[String]]]) -> ForumsSeed.Thread
  {
    let (category, round) = (number % pens.count, number / pens.count)
    let pen = pens[category]
    let subject = (round * 7) % pen.topic.subjects.count
    let it = pen.topic.subjects[subject]
    var times = times(length)
    let opening = pen.opening(about: it, &dice)
    var written = [post(opening, at: times.removeFirst())]
    var earlier = opening
    for time in times {
      let text = answer(pen, it, earlier, &answers[category][subject])
      written.append(post(text, at: time))
      earlier = text
    }
    return ForumsSeed.Thread(pen.title(about: it, &dice), category: category, posts: written)
  }

  /// A new text until there are enough of the subject, then one of those.
  private mutating func answer(_ pen: Pen, _ it: String, _ earlier: String, _ drafts: inout [String])
    -> String
  {
    if drafts.count >= Self.drafts { return dice.pick(drafts) }
    let text = pen.answer(to: earlier, about: it, &dice)
    drafts.append(text)
    return text
  }

  private mutating func post(_ text: String, at time: Moment) -> ForumsSeed.Post {
    let author = dice.pick(residents)
    let fans = dice.percent(60) ? dice.below(4) : 0
    let start = dice.below(residents.count)
    let ups = (0..<fans).map { residents[(start + $0) % residents.count].account }
      .filter { $0 != author.account }
    return ForumsSeed.Post(by: author.author(&dice), at: time, text, ups: ups)
  }

  /// A thread begins some day and goes on, ever more slowly, for at most two weeks.
  private mutating func times(_ count: Int) -> [Moment] {
    let begun = end - dice.among(3600...(Self.days * 86_400))
    let longest = min(14 * 86_400, Int((end.milliseconds - begun.milliseconds) / 1000))
    let later = (1..<max(1, count)).map { _ in
      let part = Double(dice.below(10_000)) / 10_000
      return begun + Int(part * part * Double(longest))
    }
    return [begun] + later.sorted()
  }
}
