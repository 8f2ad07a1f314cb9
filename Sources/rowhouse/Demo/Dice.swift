/// Chance that falls the same way every time (SplitMix64), so that a sample community is always the same.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
  mutating func among(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }
  /// True this many times in a hundred.
  mutating func percent(_ share: Int) -> Bool { below(100) < share }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
