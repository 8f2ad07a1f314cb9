import Components
import Kit
import RTC

/// The rooms of a sample community with the talk of the last days.
struct Rooms {
  let residents: [Resident]
  let end: Moment
  private var dice = Dice(seed: 2)

  private static let plans: [(name: String, topic: String, about: Topic, lines: Int)] = [
    ("Hallway", "Come in, say hello, lean on the wall.", .porch, 90),
    ("Kitchen", "What is on the stove right now?", .kitchen, 70),
    ("Night shift", "For those who are up late and keep it low.", .garden, 50),
  ]

  init(residents: [Resident], end: Moment) {
    self.residents = residents
    self.end = end
  }

  mutating func open(in site: Site) throws {
    let chat = site.house(RTCModule.self)
    for (position, plan) in Self.plans.enumerated() {
      let room = try chat.openRoom(
        plan.name, topic: plan.topic, position: (position + 1) * 10, at: end - 100 * 86_400)
      try chat.seed(talk(in: room, about: plan.about, lines: plan.lines))
    }
  }

  private mutating func talk(in room: Int64, about topic: Topic, lines: Int) -> [RTCModule.Sample] {
    let pen = Pen(topic)
    var time = end - 2 * 86_400
    var who = dice.pick(residents)
    return (0..<lines).map { _ in
      if !dice.percent(35) { who = dice.pick(residents) }
      time = time + dice.among(20...(2 * 172_800 / lines - 20))
      return RTCModule.Sample(
        room: room, speaker: who.speaker(&dice), text: pen.remark(about: dice.pick(topic.subjects), &dice),
        at: min(time, end))
    }
  }
}
