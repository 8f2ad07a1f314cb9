/// As much of Kit as readers of systems use.
public struct Moment: Sendable, Hashable, Comparable {
  public let milliseconds: Int64
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }
  public static var now: Moment { Moment(milliseconds: 1_700_000_000_000) }
  public static func + (moment: Moment, seconds: Int) -> Moment {
    Moment(milliseconds: moment.milliseconds + Int64(seconds) * 1000)
  }
  public var iso: String { "1970-01-01T00:00:00Z" }
}
