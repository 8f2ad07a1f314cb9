import Kit

/// The old password in forms that change an account, unless somebody has only just shown who they are.
extension AdminModule {
  /// Refuses the field where neither is so. Tries are counted as at the door.
  func confirm(_ field: String, _ form: Form, _ request: Request, _ check: inout FormCheck) throws {
    guard !form[field].isEmpty || !request.viewer.isConfirmed(at: request.now) else { return }
    try check.take(field) { try confirm(form[field], of: request.account(), request) }
  }

  /// Throws `Refusal` for a wrong one.
  func confirm(_ password: String, of account: Viewer.Account, _ request: Request) throws {
    let door = Door.confirm(
      name: account.name, address: request.address, session: request.viewer.session ?? 0)
    let entrant = try refusing {
      try throttle.attempt(door, now: request.now) {
        try authentication.entrant(name: account.name, password: password, as: $0)
      }
    }
    guard entrant != nil else {
      house.security.note(.refused("password again", "wrong", account: account.id), request)
      throw Refusal("This is not your password so far.")
    }
  }

  /// The field that asks for it, where it has to be asked.
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
