import Kit

/// Who changes a system, and when: somebody by a page, or the command line.
struct Author {
  let account: Int64?
  let source: Switch.Source
  let now: Moment
  let entry: (_ act: String, _ target: String, _ before: String?, _ after: String?) -> AuditEntry

  init(_ request: Request) {
    (account, source, now) = (request.viewer.account?.id, .site, request.now)
    entry = { AuditEntry($0, $1, before: $2, after: $3, by: request) }
  }

  /// An account without a page of its own for it: it spoke.
  init(account: Int64, at now: Moment) {
    (self.account, source, self.now) = (account, .site, now)
    entry = { AuditEntry($0, $1, before: $2, after: $3, actor: account, at: now) }
  }

  init(commandAt now: Moment) {
    (account, source, self.now) = (nil, .command, now)
    entry = { AuditEntry($0, $1, before: $2, after: $3, address: "command line", at: now) }
  }
}
