import GRDB
import Kit

extension AdminModule {
  /// Takes a code of the account's app. Throws `Refusal` for a wrong one, one that was used, or too many tries.
  func take(appCode code: String, of user: Int64, _ request: Request) throws {
    try take(user, request) { db in
      try AuthenticatorApp.take(code, of: user, now: request.now, db)
    }
  }

  /// The same, or a recovery code.
  func take(anyCode code: String, of user: Int64, _ request: Request) throws {
    try take(user, request) { db in
      if try AuthenticatorApp.take(code, of: user, now: request.now, db) { return true }
      guard try RecoveryCodes.take(code, of: user, now: request.now, db) else { return false }
      try note("recovery-code.use", of: user, request, db)
      return true
    }
  }

  private func take(_ user: Int64, _ request: Request, _ isGood: (Database) throws -> Bool) throws {
    let limits = Throttle.code(of: user)
    do {
      try throttle.admit(limits, now: request.now)
    } catch let fault as Fault {
      house.security.note(.refused("code", "too often", account: user), request)
      throw Refusal(fault.message)
    }
    guard try house.write(isGood) else {
      house.security.note(.refused("code", "wrong or used", account: user), request)
      throw Refusal("This code is wrong, or was used before. Please wait for the next one and type that.")
    }
    try throttle.forget(limits)
  }

  /// An act of somebody who may enter the control room goes into the audit log; others see on their account
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

extension Throttle {
  /// Eight tries at a million codes: whoever tries has the password, or the session.
  static func code(of user: Int64) -> [Limit] {
    [Limit(bucket: "code:\(user)", free: 8, pause: 60, longest: 900)]
  }

  /// Passkeys can't be guessed; this only keeps a program from filling the file.
  static func passkey(address: String) -> [Limit] {
    [Limit(bucket: "passkey:\(network(address))", free: 200, pause: 5, longest: 900)]
  }
}
