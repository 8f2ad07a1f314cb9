/// The houses of the site and the processes that run it, as registry.db knows them.
public struct RegistryDoor: Sendable {
  public var houses: @Sendable () throws -> [HouseStatus]
  /// Holds from the next request of every process on. Throws `Fault` 422 for a required house.
  public var setEnabled: @Sendable (_ house: String, _ isEnabled: Bool, _ by: Request) throws -> Void
  public var processes: @Sendable () throws -> [ProcessStatus]

  public init(
    houses: @escaping @Sendable () throws -> [HouseStatus],
    setEnabled: @escaping @Sendable (_ house: String, _ isEnabled: Bool, _ by: Request) throws -> Void,
    processes: @escaping @Sendable () throws -> [ProcessStatus]
  ) {
    self.houses = houses
    self.setEnabled = setEnabled
    self.processes = processes
  }
}

public struct HouseStatus: Sendable, Equatable {
  public let name: String
  public let title: String
  public let summary: String
  public let isRequired: Bool
  public let isEnabled: Bool
  public let changedAt: Moment?
  public let changedBy: String?

  public init(
    name: String, title: String, summary: String, isRequired: Bool, isEnabled: Bool, changedAt: Moment?,
    changedBy: String?
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.isRequired = isRequired
    self.isEnabled = isEnabled
    self.changedAt = changedAt
    self.changedBy = changedBy
  }
}

public struct ProcessStatus: Sendable, Equatable {
  /// `web`, `live` or `jobs`.
  public let kind: String
  public let pid: Int
  public let startedAt: Moment
  public let seenAt: Moment
  public let requests: Int

  public init(kind: String, pid: Int, startedAt: Moment, seenAt: Moment, requests: Int) {
    self.kind = kind
    self.pid = pid
    self.startedAt = startedAt
    self.seenAt = seenAt
    self.requests = requests
  }
}
