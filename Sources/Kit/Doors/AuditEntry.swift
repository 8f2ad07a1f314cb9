/// One act of somebody with power: who did what to what. The Admin house adds time, address and request.
public struct AuditEntry: Sendable {
  /// `module.disable`, `category.create`…
  public let act: String
  /// What it was done to: `module:forums`.
  public let target: String
  public let before: String?
  public let after: String?
  public let actor: Int64?
  public let address: String
  public let requestId: String
  public let at: Moment

  public init(
    _ act: String, _ target: String, before: String? = nil, after: String? = nil, by request: Request
  ) {
    let viewer = request.viewer
    // In somebody else's name: the actor is who did it, "as:" whose name they did it in.
    let name = viewer.actedBy == nil ? nil : viewer.account.map { "as:\($0.name)" }
    self.init(
      act, target, before: before,
      after: name.map { name in after.map { "\($0) \(name)" } ?? name } ?? after,
      actor: (viewer.actedBy ?? viewer.account)?.id, address: request.address, requestId: request.id,
      at: request.now)
  }

  /// An act outside a request: the command line, a job.
  public init(
    _ act: String, _ target: String, before: String? = nil, after: String? = nil, actor: Int64? = nil,
    address: String = "", requestId: String = "", at: Moment
  ) {
    self.act = act
    self.target = target
    self.before = before
    self.after = after
    self.actor = actor
    self.address = address
    self.requestId = requestId
    self.at = at
  }
}
