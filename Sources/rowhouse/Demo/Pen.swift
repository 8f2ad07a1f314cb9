/// Writes what people of a sample community write: a topic's sentences with their slots filled.
struct Pen {
  let topic: Topic
  private let fillings: [String: [String]]

  init(_ topic: Topic) {
    self.topic = topic
    fillings = Topic.slots
  }

  func title(about it: String, _ dice: inout Dice) -> String { fill(dice.pick(topic.titles), it, &dice) }

  /// The first post of a thread.
  func opening(about it: String, _ dice: inout Dice) -> String {
    var paragraphs = [fill(dice.pick(topic.openings), it, &dice) + " " + details(2...4, it, &dice)]
    if dice.percent(45) { paragraphs.append(fill(dice.pick(topic.blocks), it, &dice)) }
    if dice.percent(40) { paragraphs.append(details(2...3, it, &dice)) }
    paragraphs.append(dice.pick(topic.questions))
    return paragraphs.joined(separator: "\n\n")
  }

  /// An answer, sometimes with a line of the post before it.
  func answer(to earlier: String, about it: String, _ dice: inout Dice) -> String {
    var paragraphs: [String] = []
    if dice.percent(18), let line = quotable(earlier) { paragraphs.append("> \(line)") }
    paragraphs.append(sentences(topic.answers, 1...2, it, &dice))
    if dice.percent(45) { paragraphs.append(details(1...3, it, &dice)) }
    if dice.percent(12) { paragraphs.append(fill(dice.pick(topic.blocks), it, &dice)) }
    if dice.percent(20) { paragraphs.append(dice.pick(topic.questions)) }
    return paragraphs.joined(separator: "\n\n")
  }

  /// A line in a room.
  func remark(about it: String, _ dice: inout Dice) -> String {
    fill(dice.pick(dice.percent(50) ? topic.answers : topic.details + topic.questions), it, &dice)
  }

  private func details(_ count: ClosedRange<Int>, _ it: String, _ dice: inout Dice) -> String {
    sentences(topic.details, count, it, &dice)
  }

  /// Neighbours in the list, so that none comes twice.
  private func sentences(
    _ list: [String], _ count: ClosedRange<Int>, _ it: String, _ dice: inout Dice
  ) -> String {
    let start = dice.below(list.count)
    return (0..<dice.among(count)).map { fill(list[(start + $0 * 5) % list.count], it, &dice) }
      .joined(separator: " ")
  }

  private func quotable(_ text: String) -> String? {
    let lines: [Substring] = text.split(separator: "\n")
    let fitting = lines.last { $0.count > 20 && $0.first?.isLetter == true && !$0.contains("`") }
    return fitting.map { String($0) }
  }

  /// `{it}` is the thread's subject, other words come from the common lists; a capital makes a capital.
  private func fill(_ sentence: String, _ it: String, _ dice: inout Dice) -> String {
    guard sentence.utf8.contains(UInt8(ascii: "{")) else { return sentence }
    var text = ""
    var rest = sentence[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let slot = rest[rest.index(after: open)..<close]
      text += word(slot, it, &dice) ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private func word(_ slot: Substring, _ it: String, _ dice: inout Dice) -> String? {
    let word = slot.lowercased() == "it" ? it : fillings[slot.lowercased()].map { dice.pick($0) }
    guard let word, slot.first?.isUppercase == true else { return word }
    return word.prefix(1).uppercased() + word.dropFirst()
  }
}
