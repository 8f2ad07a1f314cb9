import GRDB
import Kit

/// Lifting a sanction before its time.
extension AdminModule {
  /// Lifts all sanctions, for the command line, where nobody is left who may do it in the control room. Answers with
  /// what was lifted.
  public func lift(from name: String, now: Moment) throws -> [String] {
    try sayingWhy {
      try house.write { db in
        let user = try known(name, db)
        let lifted = try Sanction.Kind.allCases.filter { kind in
          try lift(kind, from: user, now: now, db) { AuditEntry($0, user.target, before: $1, at: now) }
        }
        guard !lifted.isEmpty else { throw Refusal("Nothing is held against \(user.name).") }
        return lifted.map(\.rawValue)
      }
    }
  }

  /// Lifts one sanction; false where there is none.
  func lift(
    _ kind: Sanction.Kind, from user: User, now: Moment, _ db: Database,
    entry: (_ act: String, _ before: String) -> AuditEntry
  ) throws -> Bool {
    guard let sanction = try Sanction.current(kind, of: user.id, now: now, db) else { return false }
    try Sanction.lift(kind, from: user.id, db)
    try auditLog.append(entry("user.un\(kind.verb)", sanction.words), db)
    try tellRights(of: user.id, now: now, db)
    return true
  }
}
