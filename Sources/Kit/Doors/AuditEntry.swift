/// One act of somebody with power: who did what to what. The Admin house keeps it.
public struct AuditEntry: Sendable {
  /// `module.disable`, `category.create`…
  public let act: String
  /// What it was done to: `module:forums`.
  public let target: String
  public let before: String?
  public let after: String?
  /// The person who did it.
  public let actor: Int64?
  /// Whose account they used, if it was not their own.
  public let actingAs: Int64?
  public let address: String
  public let requestId: String
  public let at: Moment

  public init(
    _ act: String, _ target: String, before: String? = nil, after: String? = nil, by request: Request
  ) {
    let viewer = request.viewer
    self.init(
      act, target, before: before, after: after, actor: (viewer.actedBy ?? viewer.account)?.id,
      actingAs: viewer.actedBy == nil ? nil : viewer.account?.id, address: request.address,
      requestId: request.id, at: request.now)
  }

  /// An act outside a request: the command line, a job.
  public init(
    _ act: String, _ target: String, before: String? = nil, after: String? = nil, actor: Int64? = nil,
    actingAs: Int64? = nil, address: String = "", requestId: String = "", at: Moment
  ) {
    self.act = act
    self.target = target
    self.before = before
    self.after = after
    self.actor = actor
    self.actingAs = actingAs
    self.address = address
    self.requestId = requestId
    self.at = at
  }
}
