import GRDB
import Kit

extension AdminModule {
  /// Takes a code of the account's app. Throws `Refusal` for a wrong one, one that was used, or too many tries.
  func take(appCode code: UInt32, of user: Int64, _ request: Request) throws {
    try take(user, request) { db in
      try AuthenticatorApp.take(code, of: user, now: request.now, db)
    }
  }

  /// Takes a code of the app or a recovery code. What is no code at all is no try either.
  func take(anyCode typed: String, of user: Int64, _ request: Request) throws {
    guard let code = TypedCode(typed) else { throw Self.noCode }
    try take(user, request) { db in
      switch code {
      case .app(let number): return try AuthenticatorApp.take(number, of: user, now: request.now, db)
      case .recovery(let letters):
        guard try RecoveryCodes.take(letters, of: user, now: request.now, db) else { return false }
        try note("recovery-code.use", of: user, request, db)
        return true
      }
    }
  }

  static let noCode = Refusal(
    "There is no code in this. An app shows six digits; a recovery code is 26 letters and digits."
  )

  private func take(_ user: Int64, _ request: Request, _ isGood: (Database) throws -> Bool) throws {
    let door = Door.code(of: user, from: try known(to: user, request))
    let taken: Void?
    do {
      taken = try throttle.attempt(door, now: request.now) { _ in try house.write(isGood) ? () : nil }
    } catch let fault as Fault {
      house.security.note(.refused("code", "too often", account: user), request)
      throw Refusal(fault)
    }
    guard taken != nil else {
      house.security.note(.refused("code", "wrong or used", account: user), request)
      throw Refusal("This code is wrong, or was used before. Please wait for the next one and type that.")
    }
  }

  /// Notes an act of somebody who may enter the control room in the audit log; others see on their account
  /// page what has been used.
  func note(
    _ act: String, of id: Int64, after: String? = nil, _ request: Request, _ db: Database
  ) throws {
    guard let user = try User.find(id, db) else { return }
    let grants = try authentication.matrix.grants(
      of: user.role, revision: PermissionMatrix.revision(db), db)
    guard grants.allow("admin.enter", in: nil) else { return }
    try auditLog.append(
      AuditEntry(
        act, user.target, after: after, actor: id, address: request.address, requestId: request.id,
        at: request.now), db)
  }
}
