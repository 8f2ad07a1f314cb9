/// How long a write may last of those that make up a long one: whoever else wants to write hardly notices.
struct ShortTurn {
  @TaskLocal static var length = Duration.milliseconds(40)
  private let end = ContinuousClock.now + length

  var isOver: Bool { .now >= end }
}
