/// Background work of a house, run by `rowhouse-jobs`, never in a web worker.
public struct Job: Sendable {
  public enum Trigger: Sendable {
    /// Again and again, this many seconds apart.
    case every(seconds: Int)
    /// When somebody enqueued it by its name.
    case enqueued
  }

  /// `forums.recook`: the house's name first.
  public let name: String
  public let trigger: Trigger
  /// The payload is empty for a job that runs on a clock. A thrown error means: try again later.
  public let run: @Sendable (_ payload: String, _ now: Moment) throws -> Void

  public init(
    _ name: String, _ trigger: Trigger,
    run: @escaping @Sendable (_ payload: String, _ now: Moment) throws -> Void
  ) {
    self.name = name
    self.trigger = trigger
    self.run = run
  }
}
