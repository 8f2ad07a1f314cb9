/// Numbers of rows that stand in addresses, in the order in which the rows came. Counted one by one they would tell
/// everybody how much is written where they may not read, and when; by the clock, a higher one only came later.
public enum ClockNumber {
  public static func next(after last: Int64, at now: Moment) -> Int64 {
    max(last + 1, now.milliseconds << 11 | .random(in: 0..<2048))
  }
}
