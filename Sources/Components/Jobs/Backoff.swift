/// Waits that grow while something goes wrong again and again: a second, then twice as long each time, at the
/// most a minute.
public struct Backoff: Sendable {
  static let longest = 60.0

  private(set) public var wait = 0.0
  private var end = 0.0

  public init() {}

  public func isOver(at now: Double) -> Bool { wait == 0 || now >= end }

  public mutating func fail(at now: Double) {
    wait = min(max(1, wait * 2), Self.longest)
    end = now + wait
  }

  public mutating func succeed() { wait = 0 }
}
