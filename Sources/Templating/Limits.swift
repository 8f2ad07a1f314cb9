/// How much one call of `render` may do: the steps stand for time, whatever the machine.
public struct Limits: Sendable {
  public var steps: Int
  public var bytes: Int

  public init(steps: Int = 4_000_000, bytes: Int = 16 << 20) {
    self.steps = steps
    self.bytes = bytes
  }
}
