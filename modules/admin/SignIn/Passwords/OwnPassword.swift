import Kit

/// Asks for the old password in forms that change an account, unless somebody has just confirmed.
extension AdminModule {
  /// Refuses the field where the password is wrong or missing. Tries are counted as those of signing in.
  func confirm(_ field: String, _ form: Form, _ request: Request, _ check: inout FormCheck) throws {
    guard !form[field].isEmpty || !request.viewer.isConfirmed(at: request.now) else { return }
    try check.take(field) { try confirm(form[field], of: request.account(), request) }
  }

  /// Throws `Refusal` for a wrong password. A code of the account's app in its place is as good; both are one try.
  func confirm(
    _ password: String, orCode code: UInt32? = nil, of account: Viewer.Account, _ request: Request
  ) throws {
    let door = Door.confirm(
      name: account.name, address: request.address, session: request.viewer.session ?? 0)
    let shown: Void? = try refusing {
      try throttle.attempt(door, now: request.now) { caller in
        if let code, try takes(code, of: account.id, now: request.now) { return () }
        return try authentication.entrant(name: account.name, password: password, as: caller).map { _ in }
      }
    }
    guard shown != nil else {
      house.security.note(.refused("password again", "wrong", account: account.id), request)
      throw Refusal(
        code == nil
          ? "This is not your password so far."
          : "This is neither your password so far nor the code of this moment.")
    }
  }

  private func takes(_ code: UInt32, of user: Int64, now: Moment) throws -> Bool {
    try house.write { db in try AuthenticatorApp.take(code, of: user, now: now, db) }
  }

  /// The field for the old password, where it is asked for.
  func confirmationField(_ field: String, _ request: Request, _ check: FormCheck) throws -> [FieldView] {
    guard check[field] != nil || !request.viewer.isConfirmed(at: request.now) else { return [] }
    return [Self.oldPassword(field, check)]
  }

  static func oldPassword(_ field: String, _ check: FormCheck) -> FieldView {
    FieldView(
      name: field, label: "Password so far", type: "password", autocomplete: "current-password",
      error: check[field])
  }
}
