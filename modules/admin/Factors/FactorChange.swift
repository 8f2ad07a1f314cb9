import GRDB
import HTTPTypes
import Kit
import Templating

/// A second factor that an account has from now on, and what followed from that.
struct Added {
  let what: String
  /// The first factor brings them.
  let codes: [String]
  /// Whoever has a second factor may do more than before, so the session goes on under another token.
  let token: String?
}

extension AdminModule {
  /// What belongs to a new factor, in the transaction that adds it.
  func added(_ what: String, _ request: Request, _ db: Database) throws -> Added {
    let account = try request.account()
    try note("factor.add", of: account.id, after: what, request, db)
    try house.doors.publish(Event("permissions", key: "\(account.id)", to: .daemon), db)
    let hasCodes = try RecoveryCodes.find(of: account.id, db) != nil
    return Added(
      what: what, codes: hasCodes ? [] : try RecoveryCodes.make(for: account.id, db),
      token: try request.viewer.session.flatMap { try Session.confirm($0, now: request.now, db) })
  }

  func show(_ added: Added, _ request: Request) throws -> Response {
    let response =
      added.codes.isEmpty
      ? Response.seeOther("/account#signing-in")
        .flash(.good, "From now on \(added.what) opens your account, too.")
      : try codesPage(added.codes, request)
    return added.token.map { response.setting(authentication.cookie($0)) } ?? response
  }

  /// POST /account/recovery-codes
  func codesMake(_ request: Request) throws -> Response {
    let account = try request.account()
    let codes = try house.write { db in
      guard try !SecondFactors(of: account.id, db).isEmpty else {
        throw Fault.invalid("Recovery codes stand in for a second factor. Please add one first.")
      }
      try note("recovery-code.make", of: account.id, request, db)
      return try RecoveryCodes.make(for: account.id, db)
    }
    return try codesPage(codes, request)
  }

  /// The answer to the form itself, not a page of its own: they are shown once.
  private func codesPage(_ codes: [String], _ request: Request) throws -> Response {
    try house.page("admin/recovery-codes", ["codes": codes], request).with(.cacheControl, "no-store")
  }

  /// `remove` says whether there was anything to remove.
  func removing(
    _ what: String, _ request: Request, _ remove: (Database) throws -> Bool
  ) throws -> Response {
    let account = try request.account()
    do {
      try house.write { db in
        guard try remove(db) else { throw Fault.notFound }
        try User.changeLock(of: account.id, db)
        try SecondFactors.settle(account.id, request.viewer.role, db)
        try note("factor.remove", of: account.id, after: what, request, db)
      }
    } catch let refusal as Refusal {
      return .seeOther("/account#signing-in").flash(.bad, refusal.sentence)
    }
    return .seeOther("/account#signing-in").flash(.good, "You have removed \(what).")
  }
}
