import GRDB
import Kit

/// That it is the account's own person who asks: by the password, or because they have only just signed in.
extension AdminModule {
  /// Seconds after signing in for which nobody is asked again.
  private static let freshness = 600

  func isFresh(_ request: Request) throws -> Bool {
    try house.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT created_at > ? FROM admin_session WHERE id = ?",
        arguments: [request.now - Self.freshness, request.viewer.session]) ?? false
    }
  }

  /// Refuses the field where neither is so. Tries are counted as at the door.
  func confirm(_ field: String, _ form: Form, _ request: Request, _ check: inout FormCheck) throws {
    guard try !form[field].isEmpty || !isFresh(request) else { return }
    try check.take(field) { try compare(form[field], request) }
  }

  private func compare(_ password: String, _ request: Request) throws {
    let account = try request.account()
    let limits = Throttle.signIn(name: account.name, address: request.address)
    let user = try refusing {
      try throttle.admit(limits.own, now: request.now)
      return try authentication.user(name: account.name, password: password)
    }
    guard user != nil else { throw Refusal("This is not your password so far.") }
    try throttle.forget(limits.own)
  }

  /// The field that asks for it, where it has to be asked.
  func confirmationField(_ field: String, _ request: Request, _ check: FormCheck) throws -> [FieldView] {
    guard try check[field] != nil || !isFresh(request) else { return [] }
    return [
      FieldView(
        name: field, label: "Password so far", type: "password", autocomplete: "current-password",
        error: check[field])
    ]
  }
}
